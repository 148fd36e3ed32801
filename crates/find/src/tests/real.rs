//! The real items of one district: what people type, and what they must find among the first few.

use std::path::PathBuf;

use super::*;

/// Among how many of the first hits the one expected must be.
const AMONG: usize = 5;

/// What is typed, and what a name among the first hits must hold.
const EXPECTED: &[(&str, &str)] = &[
    // Words and beginnings.
    ("食品小作坊", "食品小作坊备案"),
    ("医师执业", "医师执业"),
    ("残疾人生活补贴", "困难残疾人生活补贴"),
    ("残疾人辅助器具", "残疾人基本型辅助器具适配申请"),
    ("居民身份证挂失", "居民身份证挂失申报"),
    ("户口迁移", "户口迁移审批"),
    ("居住证", "居住证办理"),
    ("离婚", "离婚登记预约"),
    ("养老机构备案", "养老机构设立备案"),
    ("失业登记", "失业登记"),
    ("公共场所卫生许可", "公共场所卫生许可"),
    ("户外招牌", "规范户外招牌设施设置"),
    ("污水 排水", "城镇污水排入排水管网许可"),
    ("烟花爆竹运输", "烟花爆竹道路运输许可"),
    ("烟草 补办", "烟草专卖零售许可证补办"),
    ("林木采伐", "林木采伐许可证核发"),
    ("取水许可 延续", "取水许可证延续审批"),
    ("幼儿园设立", "幼儿园设立审批"),
    ("教师资格", "教师资格认定"),
    ("临时救助", "临时救助"),
    ("游泳", "经营游泳许可"),
    ("公证", "公证"),
    ("占用林地", "临时占用林地审批"),
    ("挖掘城市道路", "占用、挖掘城市道路审批"),
    ("消防", "消防"),
    ("人防验收", "人防工程竣工验收"),
    // Sounds, whole and begun, together and apart.
    ("shipinxiaozuofang", "食品小作坊"),
    ("jumin shenfenzheng", "居民身份证"),
    ("juzhuzheng", "居住证办理"),
    ("shiyedengji", "失业登记"),
    ("yanhuabaozhu", "烟花爆竹"),
    ("jiaoshizige", "教师资格"),
    ("linshijiuzhu", "临时救助"),
    ("gonggongchangsuo", "公共场所"),
    ("youyong", "经营游泳许可"),
    ("hu kou", "户口"),
    ("zhongzi", "种子"),
    ("zongzi shengchan", "种子"),
    // First letters.
    ("jzz", "居住证办理"),
    ("sydj", "失业登记"),
    ("ggcswsxk", "公共场所卫生许可"),
    ("jszg", "教师资格"),
    ("sfz", "身份证"),
    ("yhbz", "烟花爆竹"),
    // Slips, of the finger and of the ear.
    ("居民身分证", "居民身份证"),
    ("食品小做坊", "食品小作坊备案"),
    ("取水许克证", "取水许可证"),
    ("教师资格任定", "教师资格认定"),
    ("幼儿园设力", "幼儿园设立审批"),
    ("游永许可", "经营游泳许可"),
    // Other words for the same thing.
    ("驾照", "驾驶证"),
    ("结婚", "婚姻登记"),
    ("暂住证", "居住证办理"),
    ("老人补贴", "高龄津贴"),
    ("砍树", "林木采伐"),
    ("卖烟", "烟草专卖零售许可证"),
    ("招牌", "户外招牌"),
    ("书店", "出版物零售"),
    ("托儿所", "幼儿园"),
    ("退伍军人", "退役"),
    // English, and both mixed.
    ("residence permit", "居住证办理"),
    ("marriage registration", "婚姻登记"),
    ("unemployment", "失业登记"),
    ("teacher qualification", "教师资格"),
    ("tobacco license", "烟草专卖零售许可证"),
    ("tobacco licence", "烟草专卖零售许可证"),
    ("id card", "身份证"),
    ("firework 运输", "烟花爆竹道路运输许可"),
    ("sfz 挂失", "居民身份证挂失"),
    ("我想办居住证需要什么材料", "居住证办理"),
];

/// The real items, where the machine has them.
fn real() -> Option<Index> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/cn-service-items");
    let Ok(text) = std::fs::read_to_string(folder.join("guangan-service-items.jsonl")) else {
        println!("not run: ../shared/data/cn-service-items is not there");
        return None;
    };
    let made = text.lines().map(|it| {
        let it: serde_json::Value = serde_json::from_str(it).unwrap();
        let said = |name: &str| it[name].as_str().unwrap().to_owned();
        Entry { agency: said("department"), ..entry(&said("item_code"), &said("name")) }
    });
    Some(index(made.collect()))
}

#[test]
fn what_people_type_finds_the_real_items_they_mean_among_the_first_few() {
    let Some(real) = real() else { return };
    assert_eq!(real.len(), 1_135);

    let missed: Vec<_> = EXPECTED
        .iter()
        .filter_map(|(typed, name)| {
            let found = real.search(&Query { words: typed, n: AMONG, ..Query::default() });
            let is_found = found.hits.iter().any(|it| it.name.contains(name));
            (!is_found).then(|| format!("{typed} -> {:?}", names(&found)))
        })
        .collect();

    assert_eq!(missed, [""; 0]);
}

#[test]
fn the_index_of_the_real_items_is_small() {
    let Some(real) = real() else { return };

    assert!(real.size_bytes() < 1_000 * real.len(), "{} bytes", real.size_bytes());
}
