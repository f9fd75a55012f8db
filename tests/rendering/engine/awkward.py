"""Notebooks that are hard to run like papermill does: each is a list of cells.

A cell is its source; where it is expected to raise, it is a pair with its tag.
"""

RAISES = "raises-exception"

DISPLAYS = [
    "from IPython.display import HTML, JSON, Image, Markdown, clear_output, display\n"
    "shown = display(HTML('<b>one</b>'), display_id='first')\n"
    "display(Markdown('*text*'), metadata={'kept': {'a': (1, 2)}})\n"
    "print('after')",
    "shown.update(HTML('<b>two</b>'))\nanother = display('x', display_id=True)\n"
    "another.update('y')",
    "class Rich:\n"
    "    def _repr_html_(self): return '<i>富文本 & more</i>'\n"
    "    def _repr_markdown_(self): return '**富文本**'\n"
    "    def _repr_mimebundle_(self, include=None, exclude=None):\n"
    "        kind = 'application/x-own+json'\n"
    "        return {kind: {'rows': [1, (2, 3)]}}, {kind: {'w': 1}}\n"
    "display(Rich())\nRich()",
    "class Broken:\n"
    "    def _repr_html_(self): raise ValueError('no html')\n"
    "    def __repr__(self): return 'broken but there'\n"
    "Broken()",
    (
        "class Silent:\n    def __repr__(self): raise RuntimeError('no repr')\n"
        "print('before')\nSilent()",
        RAISES,
    ),
    "print('gone')\nclear_output()\nprint('stays')\ndisplay('also')",
    "print('gone later')\nclear_output(wait=True)\nprint('waited for', end='')",
    "for i in range(3):\n    clear_output(wait=True)\n    display(i)",
    "6 * 7",
    "_ + 1, In[-2], Out[9], _i, __name__, 'Out' in globals()",
    "7;",
    "None",
    "from IPython.display import display as show\nshow(JSON({'a': [1, None, 2.5]}))\n"
    "show(Image(data=b'\\x89PNG\\r\\n\\x1a\\n' + b'0' * 40, format='png'))",
    "import pandas as pd\npd.DataFrame({'客户': ['华东', '华南'] * 40, 'sales': range(80)})",
    "pd.get_option('display.max_columns'), pd.get_option('display.width')",
    "get_ipython().__class__.__name__, get_ipython().display_pub.__class__.__name__",
    "import sys\nsys.displayhook('by hand')\n"
    "len(sys.argv) > 0, sys.path[0] == '', sys.path.count('')",
    "from tqdm.auto import tqdm\ntqdm.__module__.split('.')[0]",
    "import warnings\nwarnings.warn('mind this')\nwarnings.warn('old', DeprecationWarning)\n"
    "def inner():\n    warnings.warn('from inside', FutureWarning, stacklevel=2)\ninner()",
    "import logging\nlogging.warning('root')\nlogging.getLogger('own').error('错误')\n"
    "logging.getLogger('own').info('unseen')",
    "help(len)",
    "len?",
    "%whos int",
    "%time sum(range(10))",
    "%%time\nsum(range(10))",
    "%%capture captured\nprint('inside')\ndisplay(1)\n2",
    "captured.show()\ncaptured.stdout",
    "%load_ext autoreload\n%autoreload 2\n%pwd",
    "%%html\n<u>html</u>",
    "%env KA_KIT_NOT_SET=1\n%config InlineBackend.figure_format",
]

ERRORS = [
    ("def f(n):\n    return 1 / n\n\nf(0)", RAISES),
    (
        "try:\n    f(0)\nexcept ZeroDivisionError as e:\n    raise KeyError('chained') from e",
        RAISES,
    ),
    ("def g(:\n    pass", RAISES),
    ("    indented = 1\n  wrong = 2", RAISES),
    ("import json\njson.loads('{')", RAISES),
    (
        "class Own(Exception):\n    def __str__(self): raise ValueError('no text')\nraise Own()",
        RAISES,
    ),
    ("raise KeyboardInterrupt", RAISES),
    ("raise ExceptionGroup('several', [ValueError(1), TypeError('二')])", RAISES),
    "def deep(n): return deep(n + 1)\n"
    "try:\n    deep(0)\nexcept RecursionError as error:\n    print(error)",
    ("assert 1 == 2, '断言'", RAISES),
    ("%no_such_magic", RAISES),
    ("input('name? ')", RAISES),
    ("import getpass\ngetpass.getpass()", RAISES),
    "breakpoint()",
    (
        "import asyncio\nnever = asyncio.sleep(0)\n"
        "try:\n    asyncio.run(never)\nfinally:\n    never.close()",
        RAISES,
    ),
    ("raise SystemExit", RAISES),
    ("import sys\nsys.exit('stopped')", RAISES),
    ("print('out')\nprint('err', file=sys.stderr)\n1 + '1'", RAISES),
    ("get_ipython().run_line_magic('run', 'no_such_file.py')", RAISES),
    "%xmode Plain",
    ("f(0)", RAISES),
    "import traceback\ntry:\n    f(0)\nexcept ZeroDivisionError:\n    traceback.print_exc()",
    "%tb",
]

STREAMS = [
    "import os, subprocess, sys, threading, time\n"
    "print('one')\nprint('two', file=sys.stderr)\nprint('three')",
    "print('a'); time.sleep(0.5); print('b', file=sys.stderr); time.sleep(0.5); print('c')",
    "sys.stdout.write('no newline')\nsys.stderr.write('no newline either')\nNone",
    "os.write(1, '直接\\n'.encode())\ntime.sleep(0.3)\nos.write(2, b'to two\\n')\ntime.sleep(0.3)\n"
    "print('then printed')",
    "import ctypes\nlibc = ctypes.CDLL(None)\nlibc.printf(b'from C %d\\n', 5)\nlibc.fflush(None)\n"
    "time.sleep(0.3)",
    "subprocess.run(['echo', 'from a process'])\ntime.sleep(0.3)\nprint('after the process')",
    "subprocess.run('echo to two 1>&2; echo to one', shell=True, capture_output=True).stdout",
    "os.system('echo by system')\ntime.sleep(0.3)",
    "!echo from the shell\n!echo $HOME | wc -l",
    "lines = !printf 'x\\ny\\n'\nlines",
    "%%bash\necho out\necho err 1>&2",
    ("%%bash\nexit 3", RAISES),
    "%%writefile /dev/null\nnothing",
    "%%sh --out kept\necho kept",
    "kept",
    "print('\\rstep 1', end='')\nprint('\\rstep 2', end='')\nprint('\\b\\b!')",
    "sys.__stdout__.write('by the original\\n')\nsys.__stdout__.flush()\ntime.sleep(0.3)",
    "ended = threading.Event()\n"
    "def late():\n    time.sleep(0.4)\n    print('from a thread')\n    ended.set()\n"
    "threading.Thread(target=late).start()\nprint('started')",
    "ended.wait()\ntime.sleep(0.3)",
    "def shows():\n    display('shown by a thread')\n"
    "thread = threading.Thread(target=shows)\nthread.start()\nthread.join()",
    "child = os.fork()\n"
    "if child == 0:\n    sys.stdout.write('from a fork\\n')\n    time.sleep(0.3)\n    os._exit(0)\n"
    "os.waitpid(child, 0)\ntime.sleep(0.3)",
    "import contextlib, io\nwith contextlib.redirect_stdout(io.StringIO()) as kept:\n"
    "    print('kept')\n"
    "kept.getvalue()",
    "import faulthandler, signal\nsignal.getsignal(signal.SIGINT) is signal.default_int_handler",
    "sys.stdout.isatty(), sys.stdout.encoding, sys.stdin.isatty(), type(sys.stdout).__name__",
    "sys.stdin.readline()",
    "print('x' * 100_000)",
    "print('\\ud83d' if False else '表情 😀')",
    "threading.Thread(target=time.sleep, args=(30,), daemon=True).start()",
]

RUNNING = [
    "import asyncio\nawait asyncio.sleep(0.01)\nprint('awaited')",
    "async def twice(x):\n    await asyncio.sleep(0)\n    return 2 * x\nawait twice(21)",
    "task = asyncio.create_task(twice(1))\nprint(task.done())",
    "await task",
    "async with asyncio.timeout(1):\n    print('in time')",
    "[x async for x in (await twice(i) for i in range(2))]",
    ("await asyncio.gather(twice('a'), asyncio.sleep(0, 1 / 0))", RAISES),
    ("async def fails():\n    raise LookupError('later')\nawait fails()", RAISES),
    "asyncio.get_running_loop().is_running(), asyncio.get_event_loop().is_running()",
    "import contextvars, decimal\ndecimal.getcontext().prec = 5\n"
    "kept = contextvars.ContextVar('kept')\n_ = kept.set('still here')",
    "decimal.Decimal(1) / 3, kept.get('lost')",
    "import numpy as np\n_ = np.seterr(all='raise')",
    ("np.float64(1) / 0", RAISES),
    "import os\nos.getcwd(), os.environ['TERM']\n"
    "os.environ['PAGER'], 'JPY_PARENT_PID' in os.environ",
    "class Kept: pass\nimport pickle\ntype(pickle.loads(pickle.dumps(Kept()))) is Kept",
    "import inspect\ninspect.getsource(Kept)",
    "import sys\nsys.modules['__main__'].Kept is Kept, "
    "hasattr(sys.modules['__main__'], '__file__')",
    "sorted(name for name in globals() if name.startswith('_') and not name.startswith('_i')\n"
    "       and not name.strip('_').isdigit())",
    "%matplotlib inline\nimport matplotlib\nimport matplotlib.pyplot as plt\n"
    "matplotlib.get_backend()",
    "plt.plot([1, 2, 1])\nplt.title('客'[:0] + 'sales')",
    "fig, ax = plt.subplots(figsize=(2, 1))\nax.bar(['a'], [1])\nplt.show()\nprint('after show')",
    "plt.figure(figsize=(1, 1))\nfig",
    "%config InlineBackend.figure_format = 'svg'\nplt.rcParams['svg.hashsalt'] = 'k'\n"
    "plt.rcParams['figure.figsize'] = (1, 1)\nplt.plot([2, 1])\nNone",
    "plt.rcParams['figure.figsize'], plt.rcParams['figure.dpi'], plt.get_fignums()",
    ("plt.plot([1], [1, 2])", RAISES),
    "plt.close('all')\nfrom matplotlib.figure import Figure\nFigure(figsize=(1, 1))",
    "%matplotlib agg\nmatplotlib.get_backend()",
]

WIDGETS = [
    "import ipywidgets as widgets\nfrom IPython.display import display\n"
    "slider = widgets.IntSlider(value=3, description='数量')\nslider",
    "slider.value = 7\nbox = widgets.VBox([slider, widgets.Label('label')])\nbox",
    "out = widgets.Output()\nwith out:\n    print('into the widget')\n    display('shown')\nout",
    "with out:\n    print('more')\nprint('outside')",
    "len(out.outputs)",
    "with out:\n    1 / 0",
    "out.clear_output()",
    "widgets.Image(value=b'\\x89PNG\\r\\n\\x1a\\n1234', format='png')",
    "@widgets.interact(x=(0, 10))\ndef double(x=4):\n    return 2 * x",
    "widgets.interactive_output(print, {'sep': widgets.Text('x')})",
    "from tqdm.notebook import tqdm\nfor _ in tqdm(range(2), disable=True):\n    pass",
    "widgets.FloatProgress(value=0.5)\nslider.close()",
]

STOPS_IN_THE_MIDDLE = [
    "print('before')",
    "import warnings\nwarnings.warn('first')\nundefined_name + 1",
    "print('never run')",
]
LEAVES_QUIETLY = ["print('before')", "import sys\nsys.exit(0)", "print('never run')"]
LEAVES_WITH_A_CODE = ["import sys\nsys.exit(3)", "print('never run')"]
ENDS_THE_KERNEL_LAST = ["print('before')", "exit()"]

NOTEBOOKS = {
    "displays": DISPLAYS,
    "errors": ERRORS,
    "streams": STREAMS,
    "running": RUNNING,
    "widgets": WIDGETS,
    "stops in the middle": STOPS_IN_THE_MIDDLE,
    "leaves quietly": LEAVES_QUIETLY,
    "leaves with a code": LEAVES_WITH_A_CODE,
    "ends the kernel last": ENDS_THE_KERNEL_LAST,
}
