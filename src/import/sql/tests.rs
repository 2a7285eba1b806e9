//! Tests of dumps in every dialect.

use super::*;

const POSTS: [Shape; 1] = [Shape { required: &["id", "body"], columns: &["body", "id", "extra"] }];

/// Rows of a dump as `id|body`, with `!` and the fault.
fn rows(read: impl FnOnce(&[Shape], &mut Tables, &mut Each<'_>) -> io::Result<(Ending, u32)>) -> (Vec<String>, Ending) {
    let mut out = Vec::new();
    let mut tables = Tables::default();
    let mut each = |row: Row<'_>| {
        let show = |value: Option<&Option<Vec<u8>>>| match value {
            Some(Some(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
            _ => "NULL".to_owned(),
        };
        let fault = row.fault.map_or(String::new(), |fault| format!(" !{fault:?}"));
        out.push(format!("{}|{}{fault}", show(row.values.get(1)), show(row.values.first())));
        ControlFlow::Continue(())
    };
    let (ending, _) = read(&POSTS, &mut tables, &mut each).unwrap();
    (out, ending)
}

/// Reads a dump in one piece and in chunks of few bytes.
fn text(dump: &str) -> Vec<String> {
    let whole = rows(|shapes, tables, each| read_text(dump.as_bytes(), false, shapes, tables, each));
    for size in [1, 2, 3, 7] {
        let input = io::BufReader::with_capacity(size, dump.as_bytes());
        assert_eq!(rows(|shapes, tables, each| read_text(input, false, shapes, tables, each)), whole, "{size}");
    }
    assert_eq!(whole.1, Ending::Complete);
    whole.0
}

/// Reads a dump in one piece.
fn text_once(dump: &str) -> Vec<String> {
    rows(|shapes, tables, each| read_text(dump.as_bytes(), false, shapes, tables, each)).0
}

const CREATE: &str = "CREATE TABLE IF NOT EXISTS `db`.`t` (\n `id` int(11) NOT NULL DEFAULT '0' COMMENT 'a,b)',\n `body` longtext, -- c\n PRIMARY KEY (`id`),\n KEY `x` (`body`(10))\n) ENGINE=MyISAM;\n";

#[test]
fn mysqldump_is_read() {
    let dump = format!(
        "-- MySQL dump\n/*!40101 SET NAMES utf8mb4 */;\n{CREATE}/*!40000 ALTER TABLE `t` DISABLE KEYS */;\nLOCK TABLES `t` WRITE;\n\
         INSERT INTO `t` VALUES (1,'a\\'b\\\\'),(2,'--;#/*\\n'),(3,NULL),(-4,''),(5,0x4142),(6,_binary '\\0x'),(7,X'e58100'),(8,'c\\%d''e');\n\
         UNLOCK TABLES;\n"
    );
    assert_eq!(text(&dump), ["1|a'b\\", "2|--;#/*\n", "3|NULL", "-4|", "5|AB", "6|\0x", "7|\u{FFFD}\0", "8|c\\%d'e"]);
}

#[test]
fn other_dialects_are_read() {
    let list =
        "INSERT IGNORE INTO t (`body`, `other`, `id`) VALUES\n('x', (1), '1'),\n ( 'y' , 'z' , 2 ) ON DUPLICATE KEY UPDATE id = 1;";
    assert_eq!(text(list), ["1|x", "2|y"]);
    let none = "SET sql_mode = 'ANSI,NO_BACKSLASH_ESCAPES';INSERT INTO t (id, body) VALUES (1, 'a\\'),(2,'b');";
    assert_eq!(text(none), ["1|a\\", "2|b"]);
    let postgres = "SET standard_conforming_strings = on;\nCREATE TABLE public.t (id integer DEFAULT nextval('s'::regclass) NOT NULL, body text);\n\
                    INSERT INTO public.t VALUES (1, 'a\\');\nINSERT INTO \"public\".\"t\" VALUES (2, E'b\\'\\n');\n\
                    COPY public.t (id, body) FROM stdin;\n3\tc\\td\\\\\n4\t\\N\n\\\\5\t\n\\.\n\nINSERT INTO t VALUES (6, 'e'::text);\n";
    assert_eq!(text(postgres), ["1|a\\", "2|b'\n", "3|c\td\\", "4|NULL", "\\5|", "6|NULL !Expression"]);
    let sqlite = "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE t(id INTEGER, body TEXT, UNIQUE (id));\n\
                  INSERT INTO \"t\" VALUES(1,'a\\');\nINSERT INTO t VALUES(2,replace(replace('b\\r\\n''','\\r',char(13)),'\\n',char(10)));\n\
                  INSERT INTO t VALUES(3,unistr('c\\u000a\\\\'));\nCOMMIT;\n";
    assert_eq!(text(sqlite), ["1|a\\", "2|b\r\n'", "3|c\n\\"]);
}

#[test]
fn what_is_not_understood_is_told_and_ends_with_its_row() {
    let dump = format!(
        "{CREATE}INSERT INTO t VALUES (1,now()),(2,concat('a',b(1,NULL),2)),(3,'a' || 'b'),(4,(SELECT 1)),(5,'a','b'),(6),(7,-(1)),(8,'c');"
    );
    let expected = [
        "1|NULL !Expression", "2|NULL !Expression", "3|NULL !Expression", "4|NULL !Expression", "5|a !Width", "6|NULL !Width",
        "7|NULL !Expression", "8|c",
    ];
    assert_eq!(text(&dump), expected);
    let other = "INSERT INTO u (id, body) SELECT 1, 'x';\nCREATE TABLE v AS SELECT 1;\nINSERT INTO t (id, body) VALUES (1,'y');;";
    assert_eq!(text(other), ["1|y"]);
    let trigger = "DELIMITER ;;\nCREATE TRIGGER x BEFORE INSERT ON t BEGIN INSERT INTO t (id, body) VALUES (9,'no'); END ;;\nDELIMITER ;\n\
                   INSERT INTO t (id, body) VALUES (1,'y');";
    assert_eq!(text(trigger), ["1|y"]);
}

#[test]
fn a_cut_dump_is_told() {
    let cut = |dump: &str| rows(|shapes, tables, each| read_text(dump.as_bytes(), false, shapes, tables, each));
    let dump = "INSERT INTO t (id, body) VALUES (1,'a'),(2,'b";
    assert_eq!(cut(dump), (vec!["1|a".to_owned(), "2|b !Cut".to_owned()], Ending::Cut));
    for dump in ["INSERT INTO t (id", "INSERT INTO t (id, body) VALUES ", "CREATE TABLE t (id", "COPY t (id, body) FROM stdin;\n"] {
        assert_eq!(cut(dump), (Vec::new(), Ending::Cut), "{dump}");
    }
    assert_eq!(cut("/* x"), (Vec::new(), Ending::Complete));
}

#[test]
fn characters_of_two_bytes_may_end_in_a_backslash() {
    // 縗 is BF 5C in GBK.
    let dump =
        b"INSERT INTO t (id, body) VALUES (1,'\xBF\\'),(2,'\xB0\xA1\\''),(3,'\\\xBF\\'),(4,'\xBF\\\\n'),(5,'\xBF\\\\\xB0\xA1');";
    for size in [1, 2, 3, 5, 4096] {
        let input = io::BufReader::with_capacity(size, dump.as_slice());
        let (rows, ending) = rows(|shapes, tables, each| read_text(input, true, shapes, tables, each));
        assert_eq!(
            rows,
            ["1|\u{FFFD}\\", "2|\u{FFFD}\u{FFFD}'", "3|\u{FFFD}\\", "4|\u{FFFD}\\\n", "5|\u{FFFD}\\\u{FFFD}\u{FFFD}"],
            "{size}"
        );
        assert_eq!(ending, Ending::Complete);
    }
}

#[test]
fn backups_of_empirebak_are_read() {
    let file = "<?php\nrequire(\"../../inc/header.php\");\n\n/*\n\t\tSoftName : \"EmpireBak\" E_D(\"no\")\n*/\n\nDoSetDbChar('gbk');\n\
                E_D(\"DROP TABLE IF EXISTS `t`;\");\nE_C(\"CREATE TABLE `t` (\n `id` int(11) NOT NULL DEFAULT '0',\n `body` text\n) ENGINE=MyISAM\");\n\
                E_D(\"replace into `t` values('1','<p class=\\\"a\\\">\\$b ''c''\\n\\\\\\\\d</p>');\");\n\
                E_D(\"replace into `t` values('2',NULL);\");\n\nrequire(\"../../inc/footer.php\");\n?>";
    for size in [1, 3, 4096] {
        let input = io::BufReader::with_capacity(size, file.as_bytes());
        let (rows, ending) = rows(|shapes, tables, each| read_php(input, shapes, tables, each));
        assert_eq!(rows, ["1|<p class=\"a\">$b 'c'\n\\d</p>", "2|NULL"], "{size}");
        assert_eq!(ending, Ending::Complete);
    }
}

#[test]
fn columns_may_come_after_the_rows() {
    let dump = format!("INSERT INTO t VALUES (1,'a');INSERT INTO u VALUES (1);{CREATE}");
    let mut tables = Tables::default();
    read_text(dump.as_bytes(), false, &POSTS, &mut tables, &mut |_| ControlFlow::Continue(())).unwrap();
    assert!(tables.has_late_columns());
    assert_eq!(tables.without_columns().collect::<Vec<_>>(), ["u"]);
    let mut count = 0;
    read_text(dump.as_bytes(), false, &POSTS, &mut tables, &mut |_| {
        count += 1;
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(count, 1);
}

#[test]
fn hostile_dumps_end_and_stay_small() {
    // A value above the limit is cut, the row says so, and the next row is read.
    let long = format!("INSERT INTO t (id, body) VALUES (1,'{}'),(2,'b');", "x".repeat(LONGEST_VALUE + 10));
    let mut lengths = Vec::new();
    read_text(long.as_bytes(), false, &POSTS, &mut Tables::default(), &mut |row| {
        lengths.push((row.values[0].as_ref().map_or(0, Vec::len) <= LONGEST_VALUE, row.fault));
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(lengths, [(true, Some(Fault::TooLong)), (true, None)]);
    let hexadecimal =
        format!("INSERT INTO t (id, body, x) VALUES (1,0x{},0x{});", "41".repeat(10_000), "4".repeat(3 * LONGEST_VALUE));
    assert_eq!(text_once(&hexadecimal), [format!("1|{}", "A".repeat(10_000))]);
    let hexadecimal = format!("INSERT INTO t (id, body) VALUES (1,0x{}),(2,{});", "41".repeat(LONGEST_VALUE + 1), "9".repeat(5000));
    assert!(text_once(&hexadecimal).iter().all(|row| row.ends_with(" !TooLong")));
    let deep = format!("INSERT INTO t (id, body) VALUES (1,{}1{}),(2,'b');", "(".repeat(100_000), ")".repeat(100_000));
    assert_eq!(text(&deep), ["1|NULL !Expression", "2|b"]);
    let functions = format!("INSERT INTO t (id, body) VALUES (1,{}'a'{}),(2,'b');", "replace(".repeat(9), ",'a','b')".repeat(9));
    assert_eq!(text(&functions), ["1|NULL !Expression", "2|b"]);
    let growing = format!("replace({}'a'{}", "replace(".repeat(4), format!(",'a','{}')", "a".repeat(5000)).repeat(5));
    assert_eq!(text(&format!("INSERT INTO t (id, body) VALUES (1,{growing});")), ["1|NULL !Expression"]);
    let introducers = format!("INSERT INTO t (id, body) VALUES (1,{}'a');", "_utf8 ".repeat(100_000));
    assert_eq!(text(&introducers), ["1|NULL !Expression"]);
    let names = format!("CREATE TABLE `{}` (id int);{}", "t".repeat(100_000), "CREATE TABLE u (".repeat(10_000));
    let (none, ending) = rows(|shapes, tables, each| read_text(names.as_bytes(), false, shapes, tables, each));
    assert_eq!((none, ending), (Vec::new(), Ending::Cut));
}

/// A value as a dialect writes it.
fn written(dialect: usize, value: &str) -> String {
    let quotes = value.replace('\'', "''");
    match dialect {
        // mysqldump, phpMyAdmin, SQLite, `COPY`, PHP around MySQL
        0 => format!(
            "'{}'",
            value.replace('\\', "\\\\").replace('\'', "\\'").replace('"', "\\\"").replace('\n', "\\n").replace('\0', "\\0")
        ),
        1 => format!("'{}'", quotes.replace('\\', "\\\\").replace('\n', "\\n")),
        2 => format!("replace('{}','\u{1}n',char(10))", quotes.replace('\n', "\u{1}n")),
        3 => value.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r"),
        _ => format!("'{}'", quotes.replace('\\', "\\\\\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('$', "\\$")),
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

    #[test]
    fn rows_come_back_from_every_dialect(values in proptest::collection::vec("[a-z'\"\\\\;,()#$债务\u{4E00}\t\n\\-/*%_0]{0,12}", 1..6), size in 1_usize..40) {
        let expected: Vec<String> = values.iter().enumerate().map(|(id, value)| format!("{id}|{value}")).collect();
        for dialect in 0..5 {
            let row = |(id, value): (usize, &String)| format!("({id},{})", written(dialect, value));
            let list = || values.iter().enumerate().map(row).collect::<Vec<_>>().join(",");
            let dump = match dialect {
                3 => {
                    let lines = values.iter().enumerate().map(|(id, value)| format!("{id}\t{}\n", written(dialect, value)));
                    format!("COPY t (id, body) FROM stdin;\n{}\\.\n", lines.collect::<String>())
                }
                4 => format!("<?php\nE_D(\"replace into `t` (id, body) values{};\");", list()),
                2 => format!("PRAGMA x;\nINSERT INTO t (id, body) VALUES{};", list()),
                _ => format!("INSERT INTO t (id, body) VALUES{};", list()),
            };
            let input = io::BufReader::with_capacity(size, dump.as_bytes());
            let (found, ending) = rows(|shapes, tables, each| match dialect {
                4 => read_php(input, shapes, tables, each),
                _ => read_text(input, false, shapes, tables, each),
            });
            // `\%` and `\_` keep their backslash in MySQL, and no program writes them.
            proptest::prop_assert_eq!(&found, &expected, "{} {}", dialect, dump);
            proptest::prop_assert_eq!(ending, Ending::Complete);
        }
    }

    #[test]
    fn any_bytes_are_read_alike_in_any_chunks(
        words in proptest::collection::vec(proptest::sample::select(vec![
            "INSERT INTO t ", "(id, body)", " VALUES ", "(", ")", ",", ";", "'", "\\", "\"", "`", "1", "-", "--", "/*", "*/", "/*!40101 ", "\n",
            "CREATE TABLE t ", "id int", "COPY t (id, body) FROM stdin;\n", "\\.", "\t", "\\N", "E", "x", "0x41", "replace", "NULL", "DELIMITER ;;",
            "SET sql_mode = ", "债", "E_D(\"", "\");", "_utf8 ", "|", "#",
        ]), 0..60),
        size in 1_usize..9,
    ) {
        let dump = words.concat();
        for is_wide in [false, true] {
            let whole = rows(|shapes, tables, each| read_text(dump.as_bytes(), is_wide, shapes, tables, each));
            let input = io::BufReader::with_capacity(size, dump.as_bytes());
            proptest::prop_assert_eq!(rows(|shapes, tables, each| read_text(input, is_wide, shapes, tables, each)), whole);
        }
        let whole = rows(|shapes, tables, each| read_php(dump.as_bytes(), shapes, tables, each));
        let input = io::BufReader::with_capacity(size, dump.as_bytes());
        proptest::prop_assert_eq!(rows(|shapes, tables, each| read_php(input, shapes, tables, each)), whole);
    }
}
