"""Pages to measure with: newspaper pages of about 6 kB, as lines for `stet stream`.

    python3 tests/scale/pages.py 10000 > lines.jsonl

The text is made up from the words below, with a few characters misread on each page. The same number of pages is the same text on every
machine.
"""

import json
import random
import sys

WHO = ["县委", "公社社员", "铁路工人", "学校师生", "合作社干部", "纺织女工", "驻军战士", "青年突击队", "供销社职工", "水利工程队"]
WHEN = ["本月初", "昨天上午", "入冬以来", "去年秋收以后", "最近一个月", "春节前后", "七日下午", "今年第一季度"]
WHERE = ["在东河两岸", "在城关镇", "在北山林场", "在新建的车间里", "在各生产队", "在人民礼堂", "在西郊水库工地"]
WHAT = ["召开会议，讨论春耕生产的准备工作", "修好水渠三十余里", "提前完成全年运输计划", "学习先进经验，改进操作方法", "开展增产节约运动",
        "交流种植棉花的技术", "举行文艺演出", "检查粮食入库的情况", "平整土地两千多亩", "成立业余夜校"]
MORE = ["群众热情很高", "质量比往年有显著提高", "各项工作正在顺利进行", "受到大家的欢迎", "比原计划提早十二天", "当地负责同志出席并讲了话"]
MISREAD = {"己": "已", "日": "曰", "未": "末", "人": "入", "大": "太"}
BYTES = 6000
MEASURE = 24


def page(number):
    """The text of a page: some stories, each with a headline and lines of one width."""
    draw = random.Random(number)
    lines, size = [], 0
    while size < BYTES:
        story = [draw.choice(WHO) + draw.choice(["大力支援农业", "掀起生产热潮", "超额完成计划", "积极兴修水利"])]
        for _ in range(draw.randint(2, 5)):
            sentences = (f"{draw.choice(WHEN)}，{draw.choice(WHO)}{draw.choice(WHERE)}{draw.choice(WHAT)}，{draw.choice(MORE)}。"
                         for _ in range(draw.randint(2, 5)))
            text = "　　" + "".join(sentences)
            text = "".join(MISREAD.get(c, c) if draw.random() < 0.02 else c for c in text)
            story += [text[at:at + MEASURE] for at in range(0, len(text), MEASURE)]
        for line in story + [""]:
            if size < BYTES:
                lines.append(line)
                size += len(line.encode()) + 1
    return "\n".join(lines)


def lines(count, give=("edition", "queries")):
    """Lines for `stet stream`, each with its number as `id`."""
    for number in range(count):
        task = {"id": number, "name": f"page-{number}.txt", "text": page(number), "give": list(give)}
        yield json.dumps(task, ensure_ascii=False)


if __name__ == "__main__":
    for line in lines(int(sys.argv[1])):
        print(line)
