CREATE TABLE service_items (
    version TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    department TEXT NOT NULL,
    department_code TEXT NOT NULL,
    region TEXT NOT NULL,
    task_type TEXT NOT NULL,
    main_item TEXT,
    link TEXT,
    PRIMARY KEY (version, code)
);
