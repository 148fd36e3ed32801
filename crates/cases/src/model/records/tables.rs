//! The tables of the national data-pooling interface: their columns, widths and what must be filled.
//! Data only, from the field tables as public code has them.

/// A column of a table: its name, how many characters it takes, whether it must be filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnOf {
    /// Its name.
    pub name: &'static str,
    /// How many characters it takes.
    pub length_max: usize,
    /// Whether it must be filled.
    pub needed: bool,
}

/// A table of the interface.
#[derive(Clone, Copy, Debug)]
pub struct RecordTable {
    /// Its name.
    pub name: &'static str,
    /// Its columns, in order.
    pub columns: &'static [ColumnOf],
}

const fn must(name: &'static str, length_max: usize) -> ColumnOf {
    ColumnOf { name, length_max, needed: true }
}

const fn may(name: &'static str, length_max: usize) -> ColumnOf {
    ColumnOf { name, length_max, needed: false }
}

/// How long text without a stated width may be.
const LONG: usize = 4_000;

/// Every table, with its columns.
pub const RECORD_TABLES: [RecordTable; 6] = [
    RecordTable {
        name: "up_task_directory",
        columns: &[
            must("row_guid", 64),
            must("catalog_code", 12),
            may("local_catalog_code", 20),
            must("task_name", 1000),
            must("task_type", 2),
            must("by_law", LONG),
            must("use_level", 2),
            must("task_state", 1),
            must("task_version", 10),
            may("plan_effective_date", 10),
            may("plan_cancel_date", 10),
        ],
    },
    RecordTable {
        name: "up_task_general_basic",
        columns: &[
            must("row_guid", 64),
            must("task_code", 36),
            must("catalog_code", 12),
            may("local_catalog_code", 20),
            may("task_handle_item", 50),
            must("task_name", 1000),
            must("task_type", 2),
            must("task_version", 10),
            must("task_state", 1),
            must("by_law", LONG),
            must("power_source", 1),
            must("use_level", 2),
            must("dept_code", 18),
            must("dept_name", 200),
            must("dept_type", 1),
            may("entrust_name", 200),
            must("anticipate_day", 5),
            must("anticipate_type", 10),
            may("anticipate_explain", LONG),
            must("promise_day", 5),
            must("promise_type", 10),
            may("promise_explain", LONG),
            must("accept_condition", LONG),
            must("handle_flow", LONG),
            must("special_procedure", LONG),
            must("is_fee", 1),
            may("fee_basis", LONG),
            must("server_type", 20),
            must("project_type", 1),
            may("handle_type", 10),
            must("limit_scene_num", 3),
            must("transact_addr", LONG),
            must("transact_time", LONG),
            must("link_way", LONG),
            must("supervise_way", LONG),
            may("link_addr", 500),
            may("mobile_terminal_url", 500),
            must("is_single_login", 1),
            must("app_is_single_login", 1),
            may("plan_effective_date", 10),
            may("plan_cancel_date", 10),
        ],
    },
    RecordTable {
        name: "up_task_general_extend",
        columns: &[
            must("row_guid", 64),
            must("task_code", 36),
            must("is_entry_center", 1),
            must("is_online", 1),
            may("online_handle_depth", 1),
            may("online_handle_url", 500),
            may("handle_area", 1),
            must("is_pay_online", 1),
            must("is_express", 1),
            must("is_schedule", 1),
            must("is_service_terminals", 1),
            may("limit_explain", LONG),
            may("limit_scene_explain", LONG),
            may("other_dept", LONG),
            must("result_type", 1),
            must("result_name", 500),
            may("result_guid", 500),
            may("service_type", LONG),
            may("user_topic_type", 500),
            may("corp_topic_type", 500),
            may("town_code", LONG),
            may("village_code", LONG),
        ],
    },
    RecordTable {
        name: "up_task_general_material",
        columns: &[
            must("row_guid", 64),
            must("task_code", 36),
            must("material_name", 500),
            must("is_need", 1),
            may("material_type", 1),
            may("material_format", 1),
            may("page_num", 3),
            may("page_format", 20),
            may("source_type", 2),
            may("source_explain", LONG),
            may("by_law", LONG),
            may("accept_stand", LONG),
            may("fill_explain", LONG),
            may("form_guid", 500),
            may("example_guid", 500),
            must("order_num", 3),
        ],
    },
    RecordTable {
        name: "up_task_general_fee_project",
        columns: &[
            must("row_guid", 64),
            must("task_code", 36),
            must("fee_name", 500),
            must("fee_stand", LONG),
            may("by_law", LONG),
            may("is_desc", 1),
            may("desc_explain", LONG),
            must("order_num", 3),
        ],
    },
    RecordTable {
        name: "up_task_general_question",
        columns: &[
            must("row_guid", 64),
            must("task_code", 36),
            must("question", LONG),
            must("answer", LONG),
            must("order_num", 3),
        ],
    },
];
