"""Finding codes: why a KPI has no score although something was reported."""

from __future__ import annotations

from kpi_excel.core.findings import Rule, Severity
from kpi_excel.core.text import Text

RULES: dict[str, Rule] = {
    "input-missing": Rule(
        Severity.WARNING,
        Text("ยังกรอกข้อมูลไม่ครบ จึงยังคำนวณคะแนนไม่ได้", "Some of the input is missing, so there is no score yet"),
        Text("กรอกทุกช่องของตัวชี้วัดนี้ ถ้าผลเป็นศูนย์ให้พิมพ์ 0", "Fill every cell of this KPI; type 0 where the result is zero"),
        Text("กรอกตัวตั้ง 152 แต่เว้นตัวหารไว้", "The numerator 152 was filled, the denominator left blank"),
    ),
    "criteria-missing": Rule(
        Severity.WARNING,
        Text("ยังไม่มีเกณฑ์การให้คะแนน จึงยังคำนวณคะแนนไม่ได้", "There are no scoring criteria yet, so there is no score"),
        Text(
            "กรอกเกณฑ์ระดับ 1 ถึง 5 ในรายละเอียดตัวชี้วัด หรือแจ้งสำนักงานจังหวัด",
            "Fill the criteria for levels 1 to 5 in the KPI template, or tell the provincial office",
        ),
        Text("เกณฑ์ทั้งห้าระดับว่าง", "All five criteria are blank"),
    ),
    "criteria-not-monotonic": Rule(
        Severity.ERROR,
        Text("เกณฑ์การให้คะแนนไม่เรียงไปทางเดียวกัน", "The scoring criteria do not run in one direction"),
        Text(
            "เรียงเกณฑ์ระดับ 1 ถึง 5 จากน้อยไปมาก หรือถ้ายิ่งต่ำยิ่งดีให้เรียงจากมากไปน้อย",
            "Order the criteria for levels 1 to 5 upwards, or downwards where lower is better",
        ),
        Text("60, 70, 65, 80, 90", "60, 70, 65, 80, 90"),
    ),
    "baseline-missing": Rule(
        Severity.WARNING,
        Text("ยังไม่มีข้อมูลปีฐาน จึงหาอัตราเพิ่มไม่ได้", "There is no base year to measure growth against"),
        Text(
            "กรอกข้อมูลปีฐานอย่างน้อยหนึ่งปีในรายละเอียดตัวชี้วัด",
            "Fill at least one base year in the KPI template",
        ),
        Text("ปี 2553 ถึง 2555 ไม่มีข้อมูลทั้งสามปี", "None of 2553 to 2555 has data"),
    ),
    "baseline-zero": Rule(
        Severity.WARNING,
        Text("ค่าเฉลี่ยปีฐานเป็น 0 จึงหาอัตราเพิ่มไม่ได้", "The base is zero, so growth cannot be computed"),
        Text(
            "ตรวจข้อมูลปีฐาน ถ้าเป็น 0 จริง ให้ตกลงวิธีให้คะแนนกับสำนักงานจังหวัด",
            "Check the base years; if they really are zero, agree with the provincial office how to score",
        ),
        Text("ปีฐาน 0, 0, 0 ปีนี้ 120", "Base years 0, 0, 0 and 120 this year"),
    ),
    "baseline-negative": Rule(
        Severity.WARNING,
        Text("ค่าเฉลี่ยปีฐานติดลบ อัตราเพิ่มจะกลับทาง", "The base is negative, which would turn growth around"),
        Text(
            "ให้ที่ปรึกษาและสำนักงานจังหวัดตกลงวิธีให้คะแนนของตัวชี้วัดนี้",
            "Let the consultant and the provincial office agree how to score this KPI",
        ),
        Text("ปีฐาน −50 ปีนี้ 20", "Base year −50 and 20 this year"),
    ),
    "denominator-zero": Rule(
        Severity.WARNING,
        Text("ตัวหารเป็น 0 จึงคำนวณผลไม่ได้", "The denominator is zero, so there is no result"),
        Text(
            "ตรวจตัวหาร ถ้าเป็น 0 จริง ให้แจ้งสำนักงานจังหวัดว่ารอบนี้ไม่มีรายการให้วัด",
            "Check the denominator; if it really is zero, tell the provincial office that there was nothing to measure",
        ),
        Text("ยุติ 0 เรื่อง จากทั้งหมด 0 เรื่อง", "0 complaints settled of 0 received"),
    ),
    "parts-missing": Rule(
        Severity.WARNING,
        Text("ยังไม่มีรายการส่วนย่อยของตัวชี้วัดนี้", "The parts of this KPI are not listed"),
        Text("เพิ่มส่วนย่อยและน้ำหนักในทะเบียน", "Add its parts with their weights to the registry"),
        Text("ตัวชี้วัด 4.1 ให้คะแนนจากส่วนย่อย แต่ไม่มีส่วนย่อย", "KPI 4.1 is scored from parts and has none"),
    ),
    "part-weight-missing": Rule(
        Severity.WARNING,
        Text("มีส่วนย่อยที่ยังไม่มีน้ำหนัก", "A part has no weight"),
        Text("กรอกน้ำหนักของทุกส่วนย่อย ส่วนที่ไม่นับให้ใส่ 0", "Fill the weight of every part; 0 for one that does not count"),
        Text("G1 0.4, G2 0.3, G3 ว่าง", "G1 0.4, G2 0.3, G3 blank"),
    ),
    "part-weights-zero": Rule(
        Severity.WARNING,
        Text("น้ำหนักของส่วนย่อยรวมกันเป็น 0", "The weights of the parts add up to zero"),
        Text("ตรวจน้ำหนักของส่วนย่อยในทะเบียน", "Check the weights of the parts in the registry"),
        Text("G1 0, G2 0", "G1 0, G2 0"),
    ),
    "band-centre-zero": Rule(
        Severity.WARNING,
        Text("ค่ากลางเป็น 0 จึงหาร้อยละที่เบี่ยงเบนไม่ได้", "The centre is zero, so there is no deviation in percent"),
        Text("ใส่ค่ากลางอื่น หรือให้กรอกร้อยละที่เบี่ยงเบนโดยตรง", "Set another centre, or ask for the deviation itself"),
        Text("ค่ากลาง 0 ผล 3", "Centre 0, result 3"),
    ),
}
