-- A store of schema 1 as it was made by that schema's own program: folders stand in the bodies alone.
PRAGMA application_id = 1397051977;
PRAGMA user_version = 1;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE schema_version (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL, applied_by TEXT NOT NULL);
INSERT INTO schema_version VALUES(1,'001_initial.sql',1795374823972,'0.1.0');
CREATE TABLE key_counter (
    name TEXT PRIMARY KEY,
    next_key BIGINT NOT NULL
);
INSERT INTO key_counter VALUES('package',5);
INSERT INTO key_counter VALUES('program',6);
INSERT INTO key_counter VALUES('computer',2);
INSERT INTO key_counter VALUES('collection',2);
INSERT INTO key_counter VALUES('task',3);
INSERT INTO key_counter VALUES('audit_record',5);
CREATE TABLE package (
    package_key INTEGER PRIMARY KEY,
    guid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    folded_name TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL
);
INSERT INTO package VALUES(1,'{76C32E2C-EC5F-4DF2-BD16-7E64EBCB2F9E}','Qfiniti','4.0',replace('qfiniti\n4.0','\n',char(10)),'<Package guid="{76C32E2C-EC5F-4DF2-BD16-7E64EBCB2F9E}" name="Qfiniti" version="4.0" folder="Telephony/Old &amp; new" />');
INSERT INTO package VALUES(2,'{0F1907F3-FBD2-4FC4-A5BF-676296BA207C}','Office','11.0',replace('office\n11.0','\n',char(10)),'<Package guid="{0F1907F3-FBD2-4FC4-A5BF-676296BA207C}" name="Office" version="11.0" folder="office" />');
INSERT INTO package VALUES(3,'{1889ACF4-97F1-4DBD-BE20-594B28CC2706}','Office','12.0',replace('office\n12.0','\n',char(10)),'<Package guid="{1889ACF4-97F1-4DBD-BE20-594B28CC2706}" name="Office" version="12.0" folder="Office/ 2007/" />');
INSERT INTO package VALUES(4,'{76F02A89-E227-40C0-9CFC-669987264F24}','Tools','',replace('tools\n','\n',char(10)),'<Package guid="{76F02A89-E227-40C0-9CFC-669987264F24}" name="Tools" />');
CREATE TABLE program (
    program_key INTEGER PRIMARY KEY,
    guid TEXT NOT NULL UNIQUE,
    package_key BIGINT NOT NULL REFERENCES package (package_key) ON DELETE CASCADE,
    place BIGINT NOT NULL,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (package_key, folded_name)
);
INSERT INTO program VALUES(1,'{00357728-EBDE-4E29-AB98-0551BD18B703}',1,1,'Install core','install core',replace('<Program guid="{00357728-EBDE-4E29-AB98-0551BD18B703}" name="Install core">\n  <CommandLine>msiexec /i core.msi /qn</CommandLine>\n</Program>','\n',char(10)));
INSERT INTO program VALUES(2,'{238DA11D-C127-4357-959A-C16CBB296C92}',1,2,'Patch 1','patch 1',replace('<Program guid="{238DA11D-C127-4357-959A-C16CBB296C92}" name="Patch 1">\n  <CommandLine>msiexec /p p1.msp /qn</CommandLine>\n</Program>','\n',char(10)));
INSERT INTO program VALUES(3,'{3C290875-0809-4F0B-876E-3A41C1F4046F}',2,1,'Setup','setup',replace('<Program guid="{3C290875-0809-4F0B-876E-3A41C1F4046F}" name="Setup">\n  <CommandLine>setup.exe</CommandLine>\n</Program>','\n',char(10)));
INSERT INTO program VALUES(4,'{2DB3FC10-016D-44F8-BF79-0855AAB5A548}',3,1,'Setup','setup',replace('<Program guid="{2DB3FC10-016D-44F8-BF79-0855AAB5A548}" name="Setup">\n  <CommandLine>setup.exe</CommandLine>\n</Program>','\n',char(10)));
INSERT INTO program VALUES(5,'{5B247601-E1D9-4A40-A3A8-437D5BC34191}',4,1,'Copy','copy',replace('<Program guid="{5B247601-E1D9-4A40-A3A8-437D5BC34191}" name="Copy">\n  <CommandLine>cp a b</CommandLine>\n</Program>','\n',char(10)));
CREATE TABLE computer (
    computer_key INTEGER PRIMARY KEY,
    guid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL UNIQUE,
    domain TEXT NOT NULL,
    operating_system TEXT NOT NULL,
    architecture TEXT NOT NULL,
    memory_mb BIGINT NOT NULL,
    user_name TEXT NOT NULL
);
INSERT INTO computer VALUES(1,'{7FCE8380-35A0-46E1-9A21-34F93503E813}','PC-0001','pc-0001','','','',0,'');
CREATE TABLE collection (
    collection_key INTEGER PRIMARY KEY,
    guid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    filter TEXT NOT NULL
);
INSERT INTO collection VALUES(1,'{1593A5F2-B049-4788-98D5-A1D7248E361D}','Pilot','pilot','','');
CREATE TABLE collection_member (
    collection_key BIGINT NOT NULL REFERENCES collection (collection_key) ON DELETE CASCADE,
    computer_key BIGINT NOT NULL REFERENCES computer (computer_key) ON DELETE CASCADE,
    place BIGINT NOT NULL,
    PRIMARY KEY (collection_key, computer_key)
);
INSERT INTO collection_member VALUES(1,1,1);
CREATE TABLE user_account (
    user_key INTEGER PRIMARY KEY,
    guid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    domain TEXT NOT NULL,
    folded_name TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL
);
CREATE TABLE user_group (
    group_key INTEGER PRIMARY KEY,
    guid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    domain TEXT NOT NULL,
    folded_name TEXT NOT NULL UNIQUE
);
CREATE TABLE user_group_member (
    group_key BIGINT NOT NULL REFERENCES user_group (group_key) ON DELETE CASCADE,
    user_key BIGINT NOT NULL REFERENCES user_account (user_key) ON DELETE CASCADE,
    place BIGINT NOT NULL,
    PRIMARY KEY (group_key, user_key)
);
CREATE TABLE agent_settings (
    settings_key INTEGER PRIMARY KEY,
    guid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL UNIQUE,
    priority BIGINT NOT NULL,
    refresh_interval_minutes BIGINT NOT NULL,
    options TEXT NOT NULL
);
CREATE TABLE agent_settings_collection (
    settings_key BIGINT NOT NULL REFERENCES agent_settings (settings_key) ON DELETE CASCADE,
    collection_key BIGINT NOT NULL REFERENCES collection (collection_key),
    place BIGINT NOT NULL,
    PRIMARY KEY (settings_key, collection_key)
);
CREATE TABLE task (
    task_key INTEGER PRIMARY KEY,
    guid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL UNIQUE,
    enabled BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    saved_at BIGINT NOT NULL,
    saved_by TEXT NOT NULL,
    body TEXT NOT NULL
);
INSERT INTO task VALUES(1,'{9451BED4-3F6A-4F9C-87C8-5EC1F027DC1D}','Qfiniti rollout','qfiniti rollout',1,3,1795374824024,'alice',replace('<SequentialTask guid="{9451BED4-3F6A-4F9C-87C8-5EC1F027DC1D}" name="Qfiniti rollout" enabled="true" priority="high" revision="3" folder="Rollouts/2006">\n  <Description>Call centre</Description>\n</SequentialTask>','\n',char(10)));
INSERT INTO task VALUES(2,'{C46310E7-C92C-4D80-B667-B1ED00BDB507}','Tools for all','tools for all',1,1,1795374823990,'alice','<SequentialTask guid="{C46310E7-C92C-4D80-B667-B1ED00BDB507}" name="Tools for all" enabled="true" revision="1" />');
CREATE TABLE task_identity (
    guid TEXT PRIMARY KEY,
    task_key BIGINT NOT NULL REFERENCES task (task_key) ON DELETE CASCADE,
    from_revision BIGINT NOT NULL
);
INSERT INTO task_identity VALUES('{EBA24905-D7B6-44DA-9172-E6E12CAD39FC}',1,1);
INSERT INTO task_identity VALUES('{C46310E7-C92C-4D80-B667-B1ED00BDB507}',2,1);
INSERT INTO task_identity VALUES('{9451BED4-3F6A-4F9C-87C8-5EC1F027DC1D}',1,3);
CREATE TABLE line_item (
    task_key BIGINT NOT NULL REFERENCES task (task_key) ON DELETE CASCADE,
    place BIGINT NOT NULL,
    guid TEXT NOT NULL UNIQUE,
    program_key BIGINT NOT NULL REFERENCES program (program_key),
    exe_name TEXT NOT NULL,
    applies_when TEXT NOT NULL,
    received_policy TEXT NOT NULL,
    PRIMARY KEY (task_key, place)
);
INSERT INTO line_item VALUES(2,1,'{40519AA6-7689-45CB-9C4E-841796EDCC26}',5,'','','');
INSERT INTO line_item VALUES(1,1,'{FA19F382-C669-4B37-AF7D-65181DE964A2}',2,'','','');
INSERT INTO line_item VALUES(1,2,'{64BB2D92-E0A4-487E-ACCB-DD790027B72D}',1,'','','');
CREATE TABLE line_item_dependency (
    task_key BIGINT NOT NULL,
    place BIGINT NOT NULL,
    number BIGINT NOT NULL,
    on_place BIGINT NOT NULL,
    codes TEXT,
    PRIMARY KEY (task_key, place, number),
    FOREIGN KEY (task_key, place) REFERENCES line_item (task_key, place) ON DELETE CASCADE,
    CHECK (on_place >= 1 AND on_place < place)
);
CREATE TABLE line_item_ancestor (
    task_key BIGINT NOT NULL,
    place BIGINT NOT NULL,
    number BIGINT NOT NULL,
    guid TEXT NOT NULL,
    PRIMARY KEY (task_key, place, number),
    FOREIGN KEY (task_key, place) REFERENCES line_item (task_key, place) ON DELETE CASCADE
);
CREATE TABLE task_collection (
    task_key BIGINT NOT NULL REFERENCES task (task_key) ON DELETE CASCADE,
    collection_key BIGINT NOT NULL REFERENCES collection (collection_key),
    place BIGINT NOT NULL,
    PRIMARY KEY (task_key, collection_key)
);
INSERT INTO task_collection VALUES(1,1,1);
CREATE TABLE task_revision (
    task_key BIGINT NOT NULL REFERENCES task (task_key) ON DELETE CASCADE,
    revision BIGINT NOT NULL,
    guid TEXT NOT NULL,
    saved_at BIGINT NOT NULL,
    saved_by TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (task_key, revision)
);
INSERT INTO task_revision VALUES(1,1,'{EBA24905-D7B6-44DA-9172-E6E12CAD39FC}',1795374823990,'alice','AAAC53gBjVJLb9wgEP4rK84ehYdtIGorgcHHqo/ckh5cm2xQvbbrR9TI2v/eIdteUlXaG/MNfI9hdtJMUx/DcjeS23uys0ILU9QcLM015FIp0MoVYJiTPFdelMydybeMhKH53oeO3K7zFjJy3CKeye6t4bmmBThpS8hzZ0AzycGXnvHKOKHr6kwyEtdwWlBxJ12YwtCFoUUTCCTqX+FjcwpIhxf/EkvppcuFAOoVQ2LrwNRMgOauMrKunaAqEU/zeJybU/JCqSik5Aq8dR5yzzUYqxXQomDWMWUlFenJHNoQn0P3aexj+3KRXba2DaF7dXTO/nG5k3bskl9CM0EZRZZxSJrX2Tz/L2Vlpa115cAXBlO6ugSlDAVfUYeT1Zz5+k1KLpQzjDmoGJeQY2TQhTZYlpW1XJeV5lelRE/DZeyfH+MQ13iYx74ft/V1RM9xiSkiy8gS1jUOx5T+3dfwcwvDGpv+rll+HNJvvX+4cg0eyCEJ4v03gtj4s17YS/uFwDTHcY7rCyJP8fiEyBwunhBhWD6OfRdmLL5cXC83nNISGzcfyPk3nJDWdQ==');
INSERT INTO task_revision VALUES(2,1,'{C46310E7-C92C-4D80-B667-B1ED00BDB507}',1795374823990,'alice','AAABqngBjVA9T8MwEP0rkedY2I1jJxUgxU5WhEQ3yhCSo7Jw7RAnFajqf+fSloGtm/3u3se9I2mHwVmIm0DWr28pAd++O+jJehpnSMlutvgmRyNkxlmjqClXhoq6YFRLqajmTc2YrnXO1ImkxE6wj6h0JD0M4HvwHYpfpb/hqd0DyuHin7BgOS+rSlIli5KK3GhaGtHQQnBVyqY2ZiUX4WEMu7HdL1lyvRJKMk4bXiOlEoxWWVVQkak61yYTvOQLZYQO7AH65+Bs93OxjXPXAfTnRCc8118CbUJwMfkIY9I6d6YebLTBkzVPSYRpsn6HHHL/Al8z+Mm2btPGz2S54mF7Yz1bkix2uP/PDuFr6ThZWkdghIs/Ihy/d4/k9AupGX1B');
INSERT INTO task_revision VALUES(1,2,'{EBA24905-D7B6-44DA-9172-E6E12CAD39FC}',1795374824008,'alice','AAADIngBjVJLj9sgEP4rFmej8LANrNJIYPCx6mNvTQ+uzWZRHdvFzqqrKP+9w2YrtVtVyo35Br7HMGfUzvMQ/HI/obsv6ExLxXXZMGxIoXAhpMRK2hJragUrpOMVtRf0NUd+bL8Nvkd3azz5HB1OAc7o7IxmhSIltsJUuCisxooKhl3lKKu15aqpLyhHYfXHBRTPqPezH3s/dmACgET9079vjx7o4OJvYiGcsAXnmDhJgdhYrBvKsWK21qJpLCcyEc9xOsT2mLwQwkshmMTOWIcLxxTWRklMypIaS6URhKcn0Xc+PPn+wzSE7vkqu5y6zvv+xdEl/8flGXVTn/wiknNCCbBMY9K8zeblfylrI0yjaotdqSGlbSospSbY1cTCZBWjrnmTknFpNaUW15QJXEBkrEqloaxqY5iqasVuSgmexuvYPz6EMawhi9MwTKf1ZURPYQkpIsvR4tc1jIeUfvvZ/zj5cQ3tcN8u37P0W+/2N67BHmVJEO6/EYTG63pBL+0XAHMMUwzrMyCP4fAISPRXT4AwKB+mofcRik9X18uGEVLt0W4/ZtnW+qWLYV4hw65uhyHrwHX0282fjf243fwdaIcuvwCqyeyb');
INSERT INTO task_revision VALUES(1,3,'{9451BED4-3F6A-4F9C-87C8-5EC1F027DC1D}',1795374824024,'alice','AAAC4ngBjZJNj5swEIb/CvI5o2BjsB2lkYwNx6ofeys9UJjNWiVAgay6ivLfOySttO2le/O845l53rEvrB7HLuD8MLDdF3bhqUlsWgrIY2lAKq3BaJ+C5V4JqYsk4/7Kvm4Y9vW3Dlu2W6YzbtjxHOjMLkamPC+8hKTMLMjSONDKaUgLx8tYKO/W+g0LC55mmnhhLY7Yt9g3BEHC2vonvq9PSO3o4p/GpeWmTLQAl2UElicKbKk8ZCnX3Bcmk1asjcdpOE71aWURifaWcw+OCwUySRWY1FgKM5fnwmTO3EombDA8Y/th6ELzch87n5sGsb0RXTdvpswkNfZGQBFbCVKrAqxzOXivTEz2cyVu9l9RxjGBKaGhyH0BshAGbG40xClt0nOdqzhZjf2XkjbX39f28TH0YQnRNHTdcF5uxc9hDkPPdsmGzbgsoT+SN7b/jD/O2C+h7h7q+Xu0bvtd9cZnrFi0DqT7/wykxO/vQbn1f5AwTmGYwvJCylM4PpEy4Z2JlITCx6FrcaLg05163oo4zip2qPoo2nucmymMC3k4uLrrooaoJ9xvXyeqfr/929CBXX8BRRLcrQ==');
CREATE TABLE audit_record (
    audit_key INTEGER PRIMARY KEY,
    recorded_at BIGINT NOT NULL,
    who TEXT NOT NULL,
    object_kind TEXT NOT NULL,
    object_guid TEXT NOT NULL,
    object_key BIGINT,
    object_name TEXT NOT NULL,
    action TEXT NOT NULL,
    revision BIGINT NOT NULL,
    identity_kept BIGINT,
    changes TEXT NOT NULL
);
INSERT INTO audit_record VALUES(1,1795374823990,'alice','task','{EBA24905-D7B6-44DA-9172-E6E12CAD39FC}',1,'Qfiniti rollout','created',1,NULL,'created with 2 line items');
INSERT INTO audit_record VALUES(2,1795374823990,'alice','task','{C46310E7-C92C-4D80-B667-B1ED00BDB507}',2,'Tools for all','created',1,NULL,'created with 1 line items');
INSERT INTO audit_record VALUES(3,1795374824008,'alice','task','{EBA24905-D7B6-44DA-9172-E6E12CAD39FC}',1,'Qfiniti rollout','saved',2,1,'description: '''' became ''Call centre''');
INSERT INTO audit_record VALUES(4,1795374824024,'alice','task','{9451BED4-3F6A-4F9C-87C8-5EC1F027DC1D}',1,'Qfiniti rollout','saved',3,0,replace('item 1 Qfiniti/Patch 1 moved from place 2\nitem 1 no longer depends on item 2 (0,3010)\nevery computer runs everything again','\n',char(10)));
CREATE TABLE reported_guid (
    reported_key INTEGER PRIMARY KEY,
    guid TEXT NOT NULL UNIQUE
);
CREATE TABLE endpoint (
    endpoint_key INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL UNIQUE
);
CREATE TABLE status_event (
    event_key INTEGER PRIMARY KEY,
    guid_high BIGINT NOT NULL,
    guid_low BIGINT NOT NULL,
    agent_key BIGINT NOT NULL,
    number BIGINT NOT NULL,
    occurred_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    clock_ahead BIGINT NOT NULL,
    endpoint_key BIGINT NOT NULL,
    reported_task_key BIGINT NOT NULL,
    task_revision BIGINT NOT NULL,
    run BIGINT NOT NULL,
    kind BIGINT NOT NULL,
    computer_status BIGINT NOT NULL,
    wait_reason BIGINT NOT NULL,
    restarts BIGINT NOT NULL,
    reported_item_key BIGINT,
    place BIGINT NOT NULL,
    item_status BIGINT NOT NULL,
    return_code BIGINT,
    attempts BIGINT NOT NULL,
    executions BIGINT NOT NULL,
    explanation TEXT NOT NULL,
    output TEXT NOT NULL
);
CREATE TABLE computer_task_status (
    status_key INTEGER PRIMARY KEY,
    reported_task_key BIGINT NOT NULL,
    endpoint_key BIGINT NOT NULL,
    task_revision BIGINT NOT NULL,
    status BIGINT NOT NULL,
    wait_reason BIGINT NOT NULL,
    run BIGINT NOT NULL,
    restarts BIGINT NOT NULL,
    place BIGINT NOT NULL,
    started_at BIGINT,
    finished_at BIGINT,
    reported_at BIGINT NOT NULL,
    clock_ahead BIGINT NOT NULL,
    explanation TEXT NOT NULL,
    problem TEXT NOT NULL,
    agent_key BIGINT NOT NULL,
    number BIGINT NOT NULL,
    run_agent_key BIGINT NOT NULL,
    run_number BIGINT NOT NULL,
    finished_agent_key BIGINT NOT NULL,
    finished_number BIGINT NOT NULL,
    problem_agent_key BIGINT NOT NULL,
    problem_number BIGINT NOT NULL,
    UNIQUE (reported_task_key, endpoint_key)
);
CREATE TABLE item_status (
    status_key BIGINT NOT NULL REFERENCES computer_task_status (status_key) ON DELETE CASCADE,
    reported_item_key BIGINT NOT NULL,
    run BIGINT NOT NULL,
    place BIGINT NOT NULL,
    status BIGINT NOT NULL,
    return_code BIGINT,
    attempts BIGINT NOT NULL,
    executions BIGINT NOT NULL,
    started_at BIGINT,
    finished_at BIGINT,
    agent_key BIGINT NOT NULL,
    number BIGINT NOT NULL,
    event_key BIGINT NOT NULL,
    started_number BIGINT NOT NULL,
    output_event_key BIGINT,
    output_number BIGINT NOT NULL,
    PRIMARY KEY (status_key, reported_item_key)
);
CREATE TABLE simulation_run (
    run_key INTEGER PRIMARY KEY,
    guid TEXT NOT NULL UNIQUE,
    task_guid TEXT NOT NULL,
    task_name TEXT NOT NULL,
    task_revision BIGINT NOT NULL,
    seed TEXT NOT NULL,
    endpoints BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    parameters TEXT NOT NULL,
    summary TEXT NOT NULL
);
CREATE TABLE simulation_computer (
    run_key BIGINT NOT NULL REFERENCES simulation_run (run_key) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    computer TEXT NOT NULL,
    result TEXT NOT NULL,
    PRIMARY KEY (run_key, number)
);
CREATE INDEX collection_member_computer ON collection_member (computer_key);
CREATE INDEX user_group_member_user ON user_group_member (user_key);
CREATE INDEX agent_settings_collection_collection ON agent_settings_collection (collection_key);
CREATE INDEX task_identity_task ON task_identity (task_key);
CREATE INDEX line_item_program ON line_item (program_key);
CREATE INDEX task_collection_collection ON task_collection (collection_key);
CREATE INDEX audit_record_guid ON audit_record (object_guid);
CREATE INDEX audit_record_object ON audit_record (object_kind, object_key);
CREATE UNIQUE INDEX status_event_guid ON status_event (guid_high, guid_low);
CREATE INDEX status_event_object ON status_event (reported_task_key, endpoint_key, event_key);
CREATE INDEX simulation_run_task ON simulation_run (task_guid);
COMMIT;
