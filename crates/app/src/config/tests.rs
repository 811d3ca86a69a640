use files::{Limits, Place};

use super::Config;

fn config(words: &[&str]) -> Result<Config, String> {
    let words = std::iter::once("throughline").chain(words.iter().copied());
    Config::read(&crate::command().try_get_matches_from(words).map_err(|error| error.to_string())?)
}

#[test]
fn a_flag_wins_over_the_file_and_the_file_over_the_default() {
    let folder = std::env::temp_dir().join(format!("throughline-config-{}", std::process::id()));
    std::fs::write(&folder, "listen = \"127.0.0.1:1\"\nlog = \"debug\"\n").unwrap();
    let file = folder.to_string_lossy().into_owned();
    let config = config(&["--config", &file, "--listen", "127.0.0.1:2"]).unwrap();
    std::fs::remove_file(&folder).unwrap();
    assert_eq!(
        (config.get("listen"), config.get("log"), config.get("log-format")),
        ("127.0.0.1:2", "debug", "text")
    );
    let told = config.told();
    assert!(told.contains("127.0.0.1:2") && told.contains("flag") && told.contains("file"), "{told}");
}

#[test]
fn a_password_is_never_printed() {
    let told = config(&[
        "--database",
        "postgres://ines:quiet@db/larkbill",
        "--smtp",
        "smtp://a:hush@mail:25",
        "--s3-secret-key",
        "sesame",
    ])
    .unwrap()
    .told();
    assert!(
        !told.contains("quiet")
            && !told.contains("hush")
            && !told.contains("sesame")
            && told.contains("ines:…@db"),
        "{told}"
    );
}

#[test]
fn a_wrong_setting_is_refused_in_a_sentence() {
    assert!(config(&["--listen", "here"]).unwrap().listen().unwrap_err().contains("--listen takes"));
    assert!(config(&["--trusted-proxy", "yes"]).unwrap().trusts_proxy().is_err());
    for wrong in ["-1", "soon", "99999999999"] {
        let ahead = format!("--clock-ahead={wrong}");
        assert!(config(&[&ahead]).unwrap().clock().is_err(), "{wrong}");
    }
}

#[test]
fn files_are_kept_in_the_data_folder_in_another_or_in_a_bucket() {
    let place = |words: &[&str]| config(words).unwrap().attachments();
    assert!(
        matches!(place(&["--data", "/d"]).unwrap(), Place::Folder(folder) if folder.ends_with("attachments"))
    );
    assert!(
        matches!(place(&["--attachments", "/f"]).unwrap(), Place::Folder(folder) if folder.ends_with("f"))
    );
    let bucket =
        place(&["--attachments=s3://larkbill/files/", "--s3-key-id=a", "--s3-secret-key=b"]).unwrap();
    assert!(matches!(bucket, Place::S3(bucket) if bucket.name == "larkbill" && bucket.prefix == "files"));
    for wrong in [&["--attachments=s3://"][..], &["--attachments=s3://a", "--s3-key-id=a"]] {
        assert!(place(wrong).is_err(), "{wrong:?}");
    }
    assert_eq!(config(&[]).unwrap().limits().unwrap(), Limits::default());
    for wrong in ["0", "-1", "much", "99999999999"] {
        assert!(config(&[&format!("--file-mb-max={wrong}")]).unwrap().limits().is_err(), "{wrong}");
    }
}

#[test]
fn what_mails_come_in_by_is_checked() {
    assert_eq!(config(&[]).unwrap().mail_in_domain(), Ok(None));
    let told = config(&["--mail-in-domain", "Feedback.Larkbill.example"]).unwrap().mail_in_domain();
    assert_eq!(told, Ok(Some("feedback.larkbill.example".into())));
    assert!(config(&["--mail-in-domain", "a@b.example"]).unwrap().mail_in_domain().is_err());
    assert_eq!(config(&[]).unwrap().between("mail-in-size", 1, 100), Ok(10));
    for wrong in ["0", "101", "ten"] {
        assert!(
            config(&["--mail-in-size", wrong]).unwrap().between("mail-in-size", 1, 100).is_err(),
            "{wrong}"
        );
    }
}
