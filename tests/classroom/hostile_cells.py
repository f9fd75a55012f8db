"""The code of the attacks, by name.

`known` has VICTIM, MARK, MEGABYTES, PORT and QUESTIONS (parts by question) when it runs. An attack
that reads or reaches what it must not goes on for ever, which shows in how its chapter ended.
"""

MARK = "hostile-was-here"
AFTER_TIME = frozenset({"time", "memory", "died", "too_large"})
"""How a notebook may end that was stopped."""
ENDED = frozenset({
    "endless loop", "sleep", "endless output", "fork bomb", "thread bomb", "memory bomb",
    "memory in one piece", "kill the kernel", "kill the parent", "end itself", "end by a fault",
    "deaf to signals", "huge number", "recursion", "answers without end", "fill the disk",
    "many files", "hanging answer", "large answer", "200 MB of output", "close everything",
    "regular expression", "waits for input", "slow at exit", "stop the group", "deep answer",
})  # fmt: skip
"""Attacks that may be stopped rather than run to their end."""
ANSWERED_AGAIN = frozenset({
    "replace judging", "odd answers", "deep answer", "large answer", "answers without end",
})  # fmt: skip
"""Attacks that answer their first question again, wrongly: the last answer counts."""
LAST = frozenset({"read the solutions"})
"""Attacks that stand at the end, where all is worked out; the others follow the first question."""

ATTACKS = {
    "endless loop": """
        while True:
            pass
    """,
    "sleep": """
        import time
        time.sleep(100_000)
    """,
    "endless output": """
        for _ in range(10_000_000):
            print("x" * 1000)
    """,
    "200 MB of output": """
        import sys
        line = "x" * 1_000_000
        for _ in range(known["MEGABYTES"]):
            sys.stdout.write(line)
        line * known["MEGABYTES"]
    """,
    "fork bomb": """
        import os, time
        for _ in range(600):
            if os.fork() == 0:
                time.sleep(300)
                os._exit(0)
        time.sleep(300)
    """,
    "thread bomb": """
        import threading, time
        for _ in range(5000):
            threading.Thread(target=time.sleep, args=(300,)).start()
    """,
    "memory bomb": """
        held = []
        for _ in range(6000):
            held.append(bytearray(b"x" * 1_000_000))
    """,
    "memory in one piece": """
        import numpy
        numpy.ones(1_000_000_000)
    """,
    "huge number": """
        10 ** 10 ** 9
    """,
    "recursion": """
        import sys
        sys.setrecursionlimit(10**9)
        def again():
            return again()
        again()
    """,
    "regular expression": """
        import re
        re.match(r"(a+)+$", "a" * 50 + "b")
    """,
    "kill the kernel": """
        import os, signal
        os.kill(os.getpid(), signal.SIGKILL)
    """,
    "kill the parent": """
        import os, signal
        for name in ("SIGTERM", "SIGINT", "SIGHUP", "SIGUSR1", "SIGKILL"):
            parent = os.getppid()
            if parent > 1:
                try:
                    os.kill(parent, getattr(signal, name))
                except OSError:
                    pass
    """,
    "stop the group": """
        import os, signal
        os.kill(0, signal.SIGSTOP)
    """,
    "end itself": """
        import os
        os._exit(0)
    """,
    "exit": """
        import sys
        sys.exit("100 points")
    """,
    "interrupt": """
        raise KeyboardInterrupt("100 points")
    """,
    "end by a fault": """
        import ctypes
        ctypes.string_at(0)
    """,
    "deaf to signals": """
        import signal, time
        for each in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
            try:
                signal.signal(each, signal.SIG_IGN)
            except (OSError, ValueError):
                pass
        while True:
            time.sleep(1)
    """,
    "slow at exit": """
        import atexit, threading, time
        atexit.register(time.sleep, 100_000)
        threading.Thread(target=time.sleep, args=(100_000,), daemon=False).start()
    """,
    "waits for input": """
        input("password: ")
    """,
    "close everything": """
        import os
        os.closerange(0, 4096)
    """,
    "outlive the run": """
        import os, subprocess, sys, time
        code = "import time; time.sleep(20); open(%r, 'w').write('here')"
        code %= known["VICTIM"] + "/" + known["MARK"]
        subprocess.Popen([sys.executable, "-c", code], start_new_session=True)
    """,
    "outlive by forks": """
        import os, time
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                time.sleep(20)
                open(known["VICTIM"] + "/" + known["MARK"], "w").write("here")
            os._exit(0)
    """,
    "delete files": """
        import os, shutil
        shutil.rmtree(known["VICTIM"], ignore_errors=True)
        for folder, _, names in os.walk(known["VICTIM"]):
            for name in names:
                os.remove(os.path.join(folder, name))
    """,
    "overwrite files": """
        import os, pathlib
        for path in pathlib.Path(known["VICTIM"]).rglob("*"):
            try:
                os.chmod(path, 0o777)
                path.write_text(known["MARK"])
            except OSError:
                pass
    """,
    "write elsewhere": """
        import os, pathlib, tempfile, ka_helpers
        kit = pathlib.Path(ka_helpers.__file__).parent
        case = pathlib.Path(str(chapter.lesson.case.path))
        places = [known["VICTIM"], "/tmp", "/var/tmp", "/dev/shm", "/", "/root", kit, kit.parent]
        places += [case, case.parent, case.parent.parent, "..", "../..", tempfile.gettempdir()]
        for place in places:
            try:
                (pathlib.Path(place) / known["MARK"]).write_text("here")
            except OSError:
                pass
    """,
    "write by other means": """
        import mmap, os, shutil, sqlite3
        victim = known["VICTIM"]
        place = victim + "/" + known["MARK"]
        for harm in (
            lambda: os.mkdir(victim + "/" + known["MARK"]),
            lambda: os.symlink("/etc", victim + "/" + known["MARK"] + "-link"),
            lambda: os.rename(victim, victim + "-" + known["MARK"]),
            lambda: os.truncate(victim + "/canary.txt", 0),
            lambda: os.utime(victim + "/canary.txt", (0, 0)),
            lambda: sqlite3.connect(place + ".db").execute("create table a(b)"),
            lambda: lesson.case.query("copy (select 1) to '%s.csv'" % place),
            lambda: lesson.case.accounts.to_csv(place + ".csv"),
            lambda: os.open(victim + "/" + known["MARK"], os.O_CREAT | os.O_WRONLY),
        ):
            try:
                harm()
            except Exception:
                pass
    """,
    "change the case": """
        import pathlib
        for path in pathlib.Path(str(chapter.lesson.case.path)).rglob("*"):
            try:
                with open(path, "ab") as file:
                    file.write(b"")
                (path.parent / known["MARK"]).write_text("here")
            except OSError:
                pass
    """,
    "read what is not theirs": """
        import os, pathlib
        secret = ["/etc/shadow", os.path.expanduser("~root/.bashrc"), "/proc/1/environ"]
        secret += [str(path) for path in pathlib.Path(known["VICTIM"]).rglob("*")]
        secret += [os.path.join(known["VICTIM"], "canary.txt"), known["VICTIM"]]
        for path in secret:
            try:
                found = os.listdir(path) if os.path.isdir(path) else open(path, "rb").read(1)
            except OSError:
                continue
            while found:
                pass
    """,
    "read the answers": """
        import importlib
        name = "ka_helpers.exercises.answers.chapter_" + chapter.number
        for exercise in importlib.import_module(name).CHAPTER.exercises:
            check(exercise.number, **dict(exercise.right(lesson)))
    """,
    "read the solutions": """
        import json, pathlib, ka_helpers
        kit = pathlib.Path(ka_helpers.__file__).parent.parent
        for path in kit.rglob("solutions/*.json"):
            for question, code in json.loads(path.read_text()).items():
                try:
                    exec(code)
                    parts = known["QUESTIONS"][question]
                    check(question, **{part: globals()[part] for part in parts})
                except Exception:
                    pass
        for question, parts in known["QUESTIONS"].items():
            try:
                exec(solution(question).code)
                check(question, **{part: globals()[part] for part in parts})
            except Exception:
                pass
    """,
    "read the planted truth": """
        import pathlib
        case = pathlib.Path(str(chapter.lesson.case.path))
        for path in [*case.rglob("truth/*"), *case.parent.rglob("truth/*")]:
            while path.is_file():
                pass
    """,
    "replace check": """
        from ka_helpers.exercises.outcome import Outcome
        class Always(type(chapter)):
            def check(self, question, *values, **given):
                return Outcome(question, "correct", 1.0, text="right")
            judged = weighed = check
        object.__setattr__(chapter, "__class__", Always)
        check = chapter.check
        for question in known["QUESTIONS"]:
            print(check(question))
    """,
    "replace judging": """
        import sys
        from ka_helpers.exercises.outcome import PartOutcome
        def kind_judge(exercise, lesson, given):
            return tuple(PartOutcome(each.name, "correct", 1.0) for each in exercise.parts)
        for name, module in list(sys.modules.items()):
            if name.startswith("ka_helpers") and hasattr(module, "judge"):
                module.judge = kind_judge
        from ka_helpers.exercises import kinds
        for kind in (kinds.Number, kinds.Numbers, kinds.Choice, kinds.Several, kinds.Ranking):
            kind.pieces = lambda self, given, right, lesson: {"": True}
        for question, parts in known["QUESTIONS"].items():
            chapter.check(question, **dict.fromkeys(parts, -98765.4321))
    """,
    "forge progress": """
        import json, os, pathlib
        entry = {"what": "answer", "question": "%s", "case": chapter.fingerprint,
                 "outcome": "correct", "score": 1.0, "mistakes": [], "hints": 0}
        lines = "".join(json.dumps({**entry, "question": each}) + chr(10)
                        for each in known["QUESTIONS"])
        for name, value in os.environ.items():
            if "PROGRESS" in name or "KA_KIT" in name:
                try:
                    pathlib.Path(value).open("a").write(lines)
                except OSError:
                    pass
        for path in ("progress.jsonl", "results.json", "../results.json", "gradebook.csv"):
            try:
                pathlib.Path(path).write_text(lines)
            except OSError:
                pass
    """,
    "forge answers": """
        import json, os
        name = os.environ.get("KA_KIT_ANSWERS", "answers.jsonl")
        forged = [
            {"question": each, "given": {}, "code": "correct", "score": 1.0}
            for each in known["QUESTIONS"]
        ]
        forged += [{"question": "99.1", "given": {}}, {"question": None}, {"trainee": "perfect"}]
        junk = ["{", "null", "[]", '{"question": "1.1"}', chr(0) * 9, '{"given": NaN}', "[" * 9000]
        with open(name, "a") as file:
            file.write(chr(10).join(map(json.dumps, forged)) + chr(10))
            file.write(chr(10).join(junk) + chr(10))
    """,
    "empty the answers": """
        import os
        name = os.environ.get("KA_KIT_ANSWERS", "")
        for harm in (lambda: open(name, "w").close(), lambda: os.remove(name),
                     lambda: os.symlink(known["VICTIM"] + "/canary.txt", name)):
            try:
                harm()
            except OSError:
                pass
    """,
    "print a forged score": """
        import json, sys
        result = {"trainee": "hostile", "score": 1.0, "state": "graded", "code": "correct"}
        for stream in (sys.stdout, sys.__stdout__, sys.stderr, sys.__stderr__):
            if stream:
                print(json.dumps(result), "SCORE 100", chr(27) + "[2J", file=stream, flush=True)
        for descriptor in range(0, 30):
            try:
                __import__("os").write(descriptor, json.dumps(result).encode() + bytes([10]))
            except OSError:
                pass
    """,
    "hanging answer": """
        class Slow(float):
            def __float__(self):
                while True:
                    pass
            __repr__ = __str__ = __eq__ = __round__ = __iter__ = __float__
            __hash__ = None
        class Reduced:
            def __reduce__(self):
                return (exec, ("open('%s', 'w')" % (known["VICTIM"] + "/" + known["MARK"]),))
            def __getattr__(self, name):
                raise SystemExit(name)
        for question, parts in known["QUESTIONS"].items():
            check(question, **dict.fromkeys(parts, Reduced()))
            check(question, **dict.fromkeys(parts, Slow(-9)))
    """,
    "odd answers": """
        looped = []
        looped.append(looped)
        itself = {}
        itself["it"] = itself
        odd = [looped, itself, float("nan"), 10**400, -0.0, b"bytes", object(), type, lambda: 1,
               iter([1]), range(10**12), {1: {2: {3: 4}}}, chr(0xD800), "=1+1", {None: None}, 1j]
        for question, parts in known["QUESTIONS"].items():
            for value in odd:
                try:
                    check(question, **dict.fromkeys(parts, value))
                except Exception:
                    pass
    """,
    "deep answer": """
        deep = []
        for _ in range(100_000):
            deep = [deep]
        for question, parts in known["QUESTIONS"].items():
            check(question, **dict.fromkeys(parts, deep))
    """,
    "large answer": """
        large = "9" * (known["MEGABYTES"] * 1_000_000)
        for question, parts in known["QUESTIONS"].items():
            check(question, **dict.fromkeys(parts, large))
    """,
    "answers without end": """
        for number in range(10_000_000):
            for question, parts in known["QUESTIONS"].items():
                check(question, **dict.fromkeys(parts, number + 0.12345))
    """,
    "fill the disk": """
        with open("full.bin", "wb") as file:
            for _ in range(5 * known["MEGABYTES"]):
                file.write(bytes(1_000_000))
    """,
    "many files": """
        for number in range(200_000):
            open("file-%d" % number, "w").close()
    """,
    "go out to the network": """
        import socket
        reached = []
        for place in (("127.0.0.1", known["PORT"]), ("1.1.1.1", 53), ("::1", known["PORT"])):
            try:
                socket.create_connection(place, 2).close()
                reached.append(place)
            except (OSError, OverflowError):
                pass
        while reached:
            pass
    """,
    "shell": """
        import os, subprocess
        for run in (os.system, lambda line: subprocess.run(line, shell=True),
                    lambda line: get_ipython().system(line), lambda line: os.popen(line).read()):
            try:
                run("echo here > '%s/%s'" % (known["VICTIM"], known["MARK"]))
            except Exception:
                pass
        get_ipython().run_cell_magic("bash", "", "rm -rf '%s'" % known["VICTIM"])
    """,
    "undo the guard": """
        import builtins, gc, io, os, posix, sys, types
        sys.addaudithook(lambda *_: None)
        hooks = [each for each in gc.get_objects() if isinstance(each, types.FunctionType)
                 and "audit" in (each.__module__ or "") + each.__qualname__.lower()]
        for hook in hooks:
            hook.__code__ = (lambda *_, **__: None).__code__
        for module in list(sys.modules.values()):
            for name in ("ALLOWED", "allowed", "GUARD", "guard", "LIMITS"):
                if hasattr(module, name):
                    try:
                        setattr(module, name, None)
                    except Exception:
                        pass
        try:
            import resource
            for name in ("RLIMIT_CPU", "RLIMIT_AS", "RLIMIT_FSIZE", "RLIMIT_NPROC"):
                resource.setrlimit(getattr(resource, name), (-1, -1))
        except Exception:
            pass
        for write in (open, io.open, builtins.open):
            try:
                write(known["VICTIM"] + "/" + known["MARK"], "w").close()
            except OSError:
                pass
    """,
    "by way of C": """
        import ctypes
        libc = ctypes.CDLL(None)
        path = (known["VICTIM"] + "/" + known["MARK"]).encode()
        libc.creat(path, 0o666)
        libc.unlink((known["VICTIM"] + "/canary.txt").encode())
        libc.setuid(0)
        libc.system(b"touch " + path)
        libc.ptrace(16, 1, 0, 0)
    """,
    "look like the grader": """
        import os, sys
        sys.argv[0] = "ka-kit grade"
        for name in list(os.environ):
            os.environ[name] = "/"
        os.environ["KA_KIT_ANSWERS"] = known["VICTIM"] + "/" + known["MARK"]
        for question, parts in known["QUESTIONS"].items():
            check(question, **dict.fromkeys(parts, -98765.4321))
    """,
    "other people's cells": """
        notebook = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        import json, os
        for place in ("work.ipynb", "../perfect/work.ipynb", "../../perfect/work.ipynb"):
            try:
                json.dump(notebook, open(place, "w"))
            except OSError:
                pass
    """,
}
