"""The contract of a case's tables: every table, column, unit, key and rule, as data.

Loading, checking, importing and synthesis all read this; nothing here reads a file.
A column that is absent is "not measured", never zero. Money is in the case's currency,
shares are fractions 0-1, ids are text. `quarter` and `month` are added on loading from
the table's `dated_by` column, and are not written in files.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["id", "text", "choice", "count", "number", "money", "price", "share", "date", "flag"]
NUMERIC: frozenset[Kind] = frozenset({"count", "number", "money", "price", "share"})


@dataclass(frozen=True)
class Column:
    """One column.

    `kind` sets dtype and unit: id, text and choice are text; count, number, money (currency
    unit; scaled by the case's 万元), price (currency a unit, never scaled) and share
    (fraction) are float64; date is datetime64; flag is boolean. `minimum`/`maximum` are inclusive.
    """

    name: str
    kind: Kind
    required: bool = False
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    refers_to: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One table: its columns, its key, the column that dates a row, what it unlocks.

    `any_of` lists measures of which at least one column must be there. `not_before` lists
    pairs of date columns whose second must not be before the first.
    """

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    dated_by: str | None = None
    any_of: tuple[str, ...] = ()
    not_before: tuple[tuple[str, str], ...] = ()

    def __getitem__(self, name: str) -> Column:
        return self.by_name[name]

    @property
    def by_name(self) -> Mapping[str, Column]:
        """The columns by name."""
        return {column.name: column for column in self.columns}

    @property
    def of_accounts(self) -> bool:
        """Whether each row belongs to one account."""
        return "account_id" in self.by_name


def _id(name: str, *aliases: str, required: bool = False, refers_to: str | None = None) -> Column:
    return Column(name, "id", required=required, refers_to=refers_to, aliases=aliases)


def _text(name: str, *aliases: str, required: bool = False) -> Column:
    return Column(name, "text", required=required, aliases=aliases)


def _choice(name: str, choices: str, *aliases: str, required: bool = False) -> Column:
    return Column(
        name, "choice", required=required, choices=tuple(choices.split()), aliases=aliases
    )


def _date(name: str, *aliases: str, required: bool = False) -> Column:
    return Column(name, "date", required=required, aliases=aliases)


def _flag(name: str, *aliases: str) -> Column:
    return Column(name, "flag", aliases=aliases)


def _measure(
    name: str, kind: Kind, *aliases: str, required: bool = False,
    minimum: float | None = 0, maximum: float | None = None,
) -> Column:  # fmt: skip
    return Column(name, kind, required=required, minimum=minimum, maximum=maximum, aliases=aliases)


_ACCOUNT = _id("account_id", "客户编码", "客户编号", "客户代码", "account", "customer_code", "account_code", "customer_id", "customer",
               required=True, refers_to="account")  # fmt: skip
_PRODUCT = _id("product_id", "产品编码", "产品代码", "商品编码", "商品代码", "物料编码", "物料号", "货号", "sku", "sku_id", "item", "product_code",
               refers_to="product")  # fmt: skip
_PERIOD = _date("period_start", "日期", "周", "周次", "周期", "期间", "月", "月份", "年月", "week", "week_start", "month", "period",
                "date", required=True)  # fmt: skip
_PERIOD_TYPE = _choice("period_type", "week month quarter year", "周期类型")
_CATEGORY = _text("category", "品类", "类别", "产品类别")
_OWNER = _text("owner", "负责人", "责任人")
BASES = "sell_in sell_out"
ANY_ACCOUNT = "ALL"
"""The `account_id` of a market row that holds for every account."""

_TABLES = (
    Table("account", ("account_id",), (
        _id("account_id", "客户编码", "客户编号", "客户代码", "account", "customer_id", "customer_code",
            "account_code", required=True),
        _text("account_name", "客户名称", "客户", "客户简称", "customer_name", "name", required=True),
        _id("parent_id", "总部编码", "上级客户编码", refers_to="account"),
        _choice("channel", "modern convenience traditional dealer online", "渠道"),
        _text("format", "业态"),
        _text("region", "区域", "地区", "大区"),
        _measure("store_count", "count", "门店数", "stores"),
        _text("tier", "客户级别", "级别"),
        _measure("payment_term_days", "count", "帐期", "账期", "付款天数", "payment days"),
        _measure("credit_limit", "money", "信用额度"),
        _choice("customer_type", "exclusive selective intensive", "客户类型"),
        _choice("relation_state", "outsider friend supplier partner", "关系状态"),
        _measure("relation_grade", "count", "合作关系", minimum=1, maximum=5),
        _text("kam", "客户经理", "重点客户经理"),
        _measure("fiscal_year_start_month", "count", "财年起始月", minimum=1, maximum=12),
        _measure("total_assets", "money", "总资产"),
        _measure("current_assets", "money", "流动资产"),
        _measure("net_profit", "money", "净利润", minimum=None),
        _measure("annual_sales", "money", "客户年销售额"),
        _measure("inventory", "money", "库存金额"),
        _measure("cost_of_sales", "money", "销售成本"),
    )),
    Table("product", ("product_id",), (
        _id("product_id", "产品编码", "产品代码", "商品编码", "商品代码", "物料编码", "物料号", "货号", "sku", "sku_id", "item",
            "product_code", required=True),
        _text("product_name", "产品名称", "品名", "商品名称"),
        Column("category", "text", required=True, aliases=_CATEGORY.aliases),
        Column("is_own", "flag", required=True, aliases=("本公司", "自有", "own")),
        _text("brand", "品牌"),
        _text("manufacturer", "厂家", "厂商"),
        _text("pack", "规格", "包装"),
        _measure("list_price", "price", "标价", "出厂价", "供货价"),
        _measure("unit_cost", "price", "单位成本", "成本价"),
        _measure("retail_price", "price", "零售价"),
        _flag("high_margin", "高毛利"),
        _measure("shelf_life_days", "count", "保质期"),
        _text("barcode", "条码"),
    )),
    Table("sales", ("account_id", "period_start", "product_id", "category", "basis", "in_region", "period_type"), (
        _ACCOUNT, _PERIOD,
        _measure("sales_value", "money", "销售额", "销售金额", "销售收入", "金额", "销量(万元)", "销售量(万元)", "sales", "revenue",
                 required=True, minimum=None),
        _PRODUCT, _CATEGORY,
        _measure("units", "count", "销量", "销售量", "销售数量", "数量", "箱数", "件数", "quantity", minimum=None),
        _measure("list_value", "money", "标价金额", minimum=None),
        _choice("basis", BASES, "口径"),
        _flag("in_region", "区域内"),
        _PERIOD_TYPE,
        _measure("n_obs", "count", "样本数"),
    ), dated_by="period_start"),
    Table("market", ("account_id", "category", "period_start", "period_type", "competitor"), (
        _ACCOUNT, _PERIOD,
        _measure("category_sales_value", "money", "品类销售额", "品类金额", required=True),
        _CATEGORY,
        _flag("own_excluded", "不含本公司"),
        _measure("account_total_sales", "money", "客户总销售额"),
        _text("competitor", "竞品", "竞争对手"),
        _measure("competitor_sales_value", "money", "竞品销售额"),
        _PERIOD_TYPE,
        _measure("n_obs", "count", "样本数"),
    ), dated_by="period_start"),
    Table("execution", ("account_id", "period_start", "store_id", "category"), (
        _ACCOUNT, _PERIOD, _id("store_id", "门店编码", "门店"), _CATEGORY,
        _measure("display_own", "count", "本品陈列点", "陈列点"),
        _measure("display_category", "count", "品类陈列点"),
        _measure("activity_own", "count", "本品活动点", "活动点"),
        _measure("activity_category", "count", "品类活动点"),
        _measure("sku_listed", "count", "SKU数", "在架SKU"),
        _measure("sku_target", "count", "目标SKU数"),
        _measure("stores_selling", "count", "铺货门店数"),
        _measure("stores_total", "count", "门店总数"),
        _measure("stock_units", "count", "库存", "库存数量"),
        _measure("visits_planned", "count", "计划拜访"),
        _measure("visits_made", "count", "实际拜访"),
        _measure("visits_productive", "count", "有效拜访"),
        _measure("exec_score", "number", "执行分数", maximum=100),
        _measure("agreement_items_due", "count", "协议项目数"),
        _measure("agreement_items_done", "count", "协议完成数"),
        _flag("price_ok", "价格合规"),
        _PERIOD_TYPE,
        _measure("n_obs", "count", "样本数"),
    ), dated_by="period_start", any_of=(
        "display_own", "activity_own", "sku_listed", "stores_selling", "stock_units",
        "visits_made", "exec_score", "agreement_items_done",
    )),
    Table("promotion", ("promo_id",), (
        _id("promo_id", "促销编号", "活动编号", required=True), _ACCOUNT,
        _date("start", "开始日期", required=True), _date("end", "结束日期", required=True),
        _PRODUCT, _CATEGORY,
        _choice("mechanic", "sampling price_cut gift contest bonus_pack discount display_fee sales_reward store_contest",
                "促销种类", "促销方式"),
        _choice("target", "consumer trade", "促销对象"),
        _text("theme", "主题"), _text("objective", "促销目的"),
        _flag("buyer_forced", "采购要求"),
        _date("requested_at", "提报日期"), _date("approved_at", "批准日期"),
        _measure("discount_pct", "share", "折扣", maximum=1),
        _measure("fixed_fee", "money", "固定费用"),
        _measure("unit_allowance", "price", "单位补贴"),
        _measure("planned_units", "count", "计划销量"),
        _measure("planned_base", "count", "计划基准销量"),
        _measure("actual_units", "count", "实际销量"),
        _measure("gifts", "count", "赠品数量"),
        _measure("rehearsal_units", "count", "预演销量"),
        _flag("display_flag", "陈列支持"), _flag("feature_flag", "海报支持"),
        _choice("status", "planned approved running done cancelled", "状态"),
    ), dated_by="start", not_before=(("start", "end"), ("requested_at", "start"))),
    Table("cost", ("cost_id",), (
        _id("cost_id", "费用编号", required=True), _ACCOUNT, _PERIOD,
        _choice("cost_type", "list_discount price_difference rebate promotion display_fee entry_fee listing_fee "
                "terms_cost logistics penalty staff gift other", "费用类型", "费用项目", required=True),
        _measure("amount", "money", "费用金额", "费用", required=True, minimum=None),
        _id("promo_id", "促销编号", "活动编号", refers_to="promotion"),
        _PRODUCT,
        _choice("layer", "on_invoice off_invoice promo service", "费用层级"),
        _flag("fixed", "固定费用", "门槛费"),
        _choice("scenario", "plan actual", "计划/实际"),
        _PERIOD_TYPE,
    ), dated_by="period_start"),
    Table("order_line", ("order_id", "line"), (
        _id("order_id", "订单号", "订单编号", required=True), _id("line", "行号", required=True), _ACCOUNT,
        _measure("qty_ordered", "count", "订货数量", "订单数量", required=True),
        _measure("qty_delivered", "count", "到货数量", "送货数量", required=True),
        _PRODUCT, _date("requested_at", "下单日期", "要求到货日期"), _date("window_end", "最晚到货日期"),
        _date("delivered_at", "到货日期", "送达日期"),
        _measure("remaining_life_pct", "share", "剩余保质期比例", maximum=1),
        _measure("min_life_pct", "share", "最低剩余保质期比例", "允收期", maximum=1),
        _choice("reject_reason", "late_delivery driver_procedure shelf_life short_stock wrong_item price_mismatch "
                "forecast_error unexplained", "拒收原因"),
        _measure("penalty", "money", "违约金", "罚款"),
    ), dated_by="requested_at"),
    Table("receivable", ("invoice_id",), (
        _id("invoice_id", "发票号", "单据号", required=True), _ACCOUNT,
        _date("invoice_date", "开票日期", "发票日期", required=True),
        _measure("amount", "money", "发票金额", "应收金额", required=True),
        _date("due_date", "到期日"), _date("paid_date", "付款日期", "回款日期"),
        _measure("paid_amount", "money", "付款金额", "回款金额"),
        _choice("deduction_type", "penalty price_difference promotion_discount shortage other", "扣款类型"),
        _measure("deduction_amount", "money", "扣款金额"),
        _choice("dispute_status", "none open accepted recovered", "争议状态"),
    ), dated_by="invoice_date", not_before=(("invoice_date", "due_date"), ("invoice_date", "paid_date"))),
    Table("objective", ("account_id", "period_start", "period_type", "metric", "source"), (
        _ACCOUNT, _PERIOD, Column("period_type", "choice", required=True, choices=("month", "quarter", "year"),
                                  aliases=("周期类型",)),
        _choice("metric", "sales_value growth market_share share_growth_gap display_points display_share activity_points "
                "activity_share sku_listed store_distribution trade_cost_ratio account_profit fill_rate otif exec_score "
                "high_margin_share", "指标", required=True),
        _measure("target", "number", "目标", required=True, minimum=None),
        _measure("baseline_actual", "number", "基期实际", minimum=None),
        _measure("actual", "number", "实际", minimum=None),
        _choice("agg", "flow level ratio", "汇总方式"),
        _text("weight_metric", "权重指标"),
        _choice("priority", "primary secondary", "主辅"),
        _OWNER, _text("source", "出处"),
    ), dated_by="period_start"),
    Table("forecast", ("account_id", "product_id", "period_start", "made_on", "promo_id"), (
        _ACCOUNT, _PERIOD, _measure("forecast", "count", "预测", "预测销量", required=True),
        _PRODUCT, _date("made_on", "预测日期"), _text("method", "方法"),
        _id("promo_id", "促销编号", "活动编号", refers_to="promotion"), _PERIOD_TYPE,
    ), dated_by="period_start"),
    Table("contact", ("contact_id",), (
        _id("contact_id", "联系人编号", required=True), _ACCOUNT,
        _text("name", "姓名", required=True), _text("role", "职务"), _text("dept", "部门"),
        _choice("level", "decision technical operating", "层级"),
        _choice("buying_role", "decider user influencer buyer initiator", "采购角色"),
        _measure("support", "number", "支持程度", minimum=-2, maximum=2),
        _measure("influence", "count", "影响力", minimum=1, maximum=5),
        _text("coverage", "覆盖"), _date("last_touch", "最近联系"), _text("counterpart", "对接人"),
    )),
    Table("opportunity", ("opp_id",), (
        _id("opp_id", "商机编号", required=True), _ACCOUNT,
        _measure("stage", "count", "阶段", required=True, minimum=1, maximum=9),
        _flag("need_confirmed", "需求"), _flag("budget_confirmed", "预算"),
        _flag("time_confirmed", "时间"), _flag("decision_confirmed", "决策流程"),
        _measure("value", "money", "商机金额"), _text("next_step", "下一步"),
        _text("competitor_notes", "对手"), _date("opened_at", "建立日期"), _date("due", "截止日期"),
    )),
    Table("signal", ("signal_id",), (
        _id("signal_id", "信号编号", required=True), _ACCOUNT,
        _date("date", "日期", required=True), _text("type", "类型", required=True),
        _measure("severity", "count", "严重程度", minimum=1, maximum=5), _date("resolved_at", "解决日期"),
        _choice("cause", "strategy_change old_friend_dropped complaint_unresolved squeezed_by_rivals stronger_rival", "原因"),
    ), dated_by="date", not_before=(("date", "resolved_at"),)),
    Table("action", ("action_id",), (
        _id("action_id", "行动编号", required=True), _ACCOUNT,
        _text("text", "行动", required=True), _date("due", "截止日期", required=True),
        _OWNER, _choice("status", "open done late cancelled", "状态"),
        _choice("module", "supply planning execution resources organisation", "模块"),
        _choice("kpi", "sales_revenue market_share store_execution account_profit order_fill_rate", "指标"),
    )),
    Table("negotiation", ("case_id", "account_id", "issue"), (
        _id("case_id", "谈判编号", required=True), _ACCOUNT, _text("issue", "议题", required=True),
        _text("unit", "单位", required=True),
        _measure("weight_us", "number", "我方权重", required=True), _measure("weight_them", "number", "对方权重", required=True),
        _measure("low", "number", "下限", required=True, minimum=None), _measure("high", "number", "上限", required=True, minimum=None),
        _measure("reservation_us", "number", minimum=None), _measure("reservation_them", "number", minimum=None),
        _measure("target_us", "number", minimum=None), _measure("target_them", "number", minimum=None),
        _measure("step", "number", "步长"), _measure("today", "number", "现行", minimum=None),
        # points that a side gives its alternative; money is worked out (negotiation.alternatives)
        _measure("batna_us", "number", minimum=None), _measure("batna_them", "number", minimum=None),
    )),
    Table("store", ("store_id",), (
        _id("store_id", "门店编码", "门店编号", "门店代码", "store_code", required=True), _ACCOUNT,
        _text("store_name", "门店名称", "店名", required=True),
        _choice("store_class", "A B C", "门店级别", "门店分级"),
        _text("district", "片区", "商圈", "区县"), _id("rep_id", "业务代表编号", "业务代表", "理货员"),
        _measure("annual_sales", "money", "门店年销售额", "本品年销售额"),
        _measure("visit_minutes", "count", "拜访时长"),
        _measure("travel_minutes", "count", "路程时间"),
        _measure("visits_a_month", "count", "每月拜访次数", "拜访频率"),
        _date("last_visit", "最近拜访", "上次拜访"),
        _measure("exec_score", "number", "执行分数", maximum=100),
    )),
)  # fmt: skip
TABLES: Mapping[str, Table] = {table.name: table for table in _TABLES}
REQUIRED_TABLES = ("account", "sales")
