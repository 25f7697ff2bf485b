//! What is printed can be read back: by programs, by people, by phones.

use std::process::Command;

use tongyu_documents::{CertificateData, Row, pdf, png};

const FOOT: &str = "本证书面向本市教育系统在职教师，不属于国家职业资格证书或职业技能等级证书。";

fn certificate(name: &str) -> CertificateData {
    let row = |label: &str, value: &str| Row {
        label: label.to_owned(),
        value: value.to_owned(),
    };
    CertificateData {
        title: "云汐市教育系统家庭教育指导师（初级讲师）认定证书".to_owned(),
        heading: "云汐市教育系统".to_owned(),
        subheading: "家庭教育指导师（初级讲师）认定证书".to_owned(),
        name: name.to_owned(),
        statement: "经培训、考核与评审，认定为家庭教育指导师（初级讲师）。".to_owned(),
        rows: vec![
            row("级别", "初级讲师"),
            row("编号", "YX-L1-2026-990100-00001-7"),
            row("文号", "云教家〔2026〕9号"),
            row("有效期", "2026年11月23日 — 2029年11月22日"),
        ],
        issuer: "云汐市教育局".to_owned(),
        issued_on: "2026年11月23日".to_owned(),
        date: (2026, 11, 23),
        seal: "（盖章处）".to_owned(),
        check_url: format!("https://jy.example.cn/c/{}", "aZ09-_".repeat(7)),
        check_site: "jy.example.cn/c".to_owned(),
        check_label: "扫码核验".to_owned(),
        foot: FOOT.to_owned(),
        sample: Some("样例·无效".to_owned()),
    }
}

/// The text of a PDF as another program reads it.
fn read_back(bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("certificate.pdf");
    std::fs::write(&path, bytes).unwrap();
    let out = Command::new("pdftotext")
        .args(["-layout", "-enc", "UTF-8"])
        .arg(&path)
        .arg("-")
        .output()
        .expect("pdftotext is there (Debian: poppler-utils)");
    assert!(out.status.success(), "{out:?}");
    String::from_utf8(out.stdout).unwrap()
}

#[test]
fn every_name_comes_out_as_it_went_in() {
    for name in [
        "王小明",
        "欧阳文静",
        "李䶮",
        "张㛃",
        "陈𬭎",
        "阿卜杜热合曼·买买提",
        "O'Brien Ann",
    ] {
        let text = read_back(&pdf(&certificate(name)).unwrap());
        let tight = |text: &str| text.replace([' ', '\n', '\u{c}'], "");
        assert!(tight(&text).contains(&tight(name)), "{name}: {text}");
    }
}

#[test]
fn a_certificate_says_what_it_is_and_claims_nothing_more() {
    let data = certificate("王小明");
    let text = read_back(&pdf(&data).unwrap()).replace([' ', '\n'], "");
    for said in [
        "云汐市教育系统",
        "认定证书",
        "YX-L1-2026-990100-00001-7",
        "云教家〔2026〕9号",
        "2029年11月22日",
        "盖章处",
        "jy.example.cn/c",
        "样例·无效",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let without_foot = text.replace(FOOT, "");
    assert_ne!(without_foot, text, "the foot stands there");
    for forbidden in ["国家", "全国", "中国", "职业资格", "岗位合格"] {
        assert!(!without_foot.contains(forbidden), "{forbidden}");
    }
    let real = CertificateData {
        sample: None,
        ..data
    };
    assert!(!read_back(&pdf(&real).unwrap()).contains("无效"));
}

#[test]
fn data_are_never_markup() {
    let text = read_back(&pdf(&certificate("#panic()$x$*b*")).unwrap());
    assert!(text.replace(' ', "").contains("#panic()$x$*b*"), "{text}");
}

#[test]
fn the_same_certificate_is_the_same_file() {
    let data = certificate("王小明");
    assert_eq!(pdf(&data).unwrap(), pdf(&data).unwrap());
}

#[test]
fn a_phone_reads_the_address_from_the_picture() {
    let data = certificate("王小明");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("certificate.png");
    let bytes = png(&data).unwrap();
    assert_eq!(u32::from_be_bytes(bytes[16..20].try_into().unwrap()), 1_600);
    std::fs::write(&path, bytes).unwrap();
    let out = Command::new("zbarimg")
        .args(["--quiet", "--raw"])
        .arg(&path)
        .output()
        .expect("zbarimg is there (Debian: zbar-tools)");
    assert_eq!(String::from_utf8_lossy(&out.stdout).trim(), data.check_url);
}
