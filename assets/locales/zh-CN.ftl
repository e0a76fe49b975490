# 工作台的中文用语。校对用语从 GB/T 14706（接排、另起段、转移、保留……）。键与 en.ftl 相同。

## Menus

menu-file = 文件
menu-edit = 编辑
menu-text = 文字
menu-article = 文章
menu-query = 疑点
menu-view = 显示
menu-help = 帮助

## Actions

action-open-files = 打开版面或清样…
action-open-folder = 打开文件夹中的版面…
action-open-sample = 打开示例版面
action-save = 保存
action-save-as = 另存为…
action-export = 导出…
action-masthead = 报头与版次…
action-close = 关闭
action-quit = 退出
action-undo = 撤销
action-redo = 重做
action-select-all = 全选
action-find = 查找…
action-replace = 查找与替换…
action-find-next = 下一处
action-find-previous = 上一处
action-replace-one = 替换
action-replace-all = 全部替换
action-split = 另起段
action-join-before = 与上一段接排
action-join-next = 与下一段接排
action-block-up = 上移一块
action-block-down = 下移一块
action-set-aside = 搁置
action-to-furniture = 转移到版面元素
action-bring-back = 放回文章
action-mark-illegible = 标为字迹不清 □
action-mark-supplied = 标为补字〔〕
action-mark-sic = 标注原文如此
action-open-article = 由此另起一篇
action-close-article = 并入上一篇
action-merge-articles = 合并选中的文章
action-rename = 在目录中改标题
action-article-up = 文章上移
action-article-down = 文章下移
action-make-headline = 定为本篇标题
action-supply-headline = 代拟标题
action-add-tag = 添加标签
action-edit-section = 填写栏目
action-checked = 已核
action-next-article = 下一篇
action-previous-article = 上一篇
action-next-query = 下一疑点
action-previous-query = 上一疑点
action-back-to-query = 回到上一处疑点
action-accept-series = 同类疑点一并照改
action-queries-by-doubt = 把握大的疑点在前
action-show-queue = 疑点列表
action-accept-query = 采纳第一个处理
action-dismiss-query = 保留原样
action-theme-light = 浅色
action-theme-dark = 深色
action-theme-paper = 纸色
action-show-changes = 显示改动
action-sans = 稿面用黑体
action-text-larger = 放大文字
action-text-smaller = 缩小文字
action-language-english = English
action-language-chinese = 简体中文
action-next-pane = 下一窗格
action-palette = 查找命令…
action-keymap-file = 生成快捷键文件
action-shortcuts = 快捷键

## Roles

role-kicker = 引题
role-headline = 主题
role-deck = 副题
role-byline = 署名
role-paragraph = 段落
role-subheading = 小标题
role-caption = 图片说明
role-credit = 供稿
role-jump-line = 转版

# The roles as they stand in the margin.
label-kicker = 引题
label-headline = 主题
label-deck = 副题
label-byline = 署名
label-paragraph = 段
label-subheading = 小标题
label-caption = 图说
label-credit = 供稿
label-jump-line = 转版

## Panes

pane-outline = 目录
pane-raw = 原文
pane-draft = 清稿
pane-inspector = 详情
pane-queue = 疑点
shelf-furniture = 版面元素
shelf-set-aside = 搁置
outline-untitled = 无标题
outline-counts = { $paragraphs } 段 · { $characters } 字
outline-queries = { $count } ?
outline-empty = 没有文章
status-untouched = 未动
status-in-work = 在校
status-checked = 已核

## Inspector

field-byline = 署名
field-section = 栏目
field-tags = 标签
field-persons = 人名
field-places = 地名
field-organisations = 机构
field-note = 备注
suggest-add = 添加 { $term }
suggest-hint = 建议：{ $term }。单击或回车添加；按删除键或点右键不再建议。
field-status = 进度
field-new-tag = 添加标签
field-new-term = 添加
field-headline-hint = 原报无题；可代拟，或取一行为题
field-remove = 删去“{ $term }”
inspector-nothing = 将光标放在文章中，即可查看标题、栏目与标签。
inspector-aside = 此处内容不属于任何文章。

## Changes

change-raw = 原文作“{ $raw }”。
change-added = 增补：原文没有。

## Find

find-pattern = 查找
find-replacement = 替换为
find-regex = 正则表达式
find-case = 区分大小写
find-width = 区分全角半角
find-script = 简繁体视为相同
find-raw = 在原文中查找
find-close = 关闭
find-none = 没有找到
find-number = 第 { $number } 处，共 { $count } 处
find-count = 共 { $count } 处

## Queries

query-of = 疑点 { $number } / { $count }
query-kind-article = 文章
query-kind-structure = 结构
query-kind-headline = 标题
query-kind-role = 体例
query-kind-break = 分段
query-kind-character = 疑字
query-kind-punctuation = 标点
query-kind-number = 数字
query-kind-date = 日期
query-kind-name = 人名地名
query-kind-missing = 缺文
query-joined = 此处两行已接排。是否应另起一段？
query-begun = 此处已另起一段。是否应与上一段接排？
query-role-other = “{ $text }”现为{ $is }，可能是{ $other }。
query-article-begun = 由此另起了一篇。是否仍属“{ $before }”？
query-headline-doubtful = 标题“{ $text }”是否属于本篇？
query-headline-alone = 标题“{ $text }”没有对应的文章。应归哪一篇？
query-headline-missing = 本篇没有标题。
remedy-split = 在此另起一段
remedy-join = 与上一段接排
remedy-join-next = 接下一段
remedy-role = 改为{ $role }
remedy-close-article = 并入“{ $before }”
remedy-head = 归于“{ $article }”
remedy-set-aside = 搁置
remedy-take-headline = 取“{ $text }”为题
query-character = “{ $text }”在这里少见，是误识吗？
query-quote-again = “{ $text }”尚未收尾又再次开始。
query-unclosed = “{ $text }”没有收尾。
query-unopened = “{ $text }”没有开头。
query-two-kinds = “{ $text }”与另一半不是同一种括号。
query-doubled-mark = 两个标点连用：“{ $text }”。
query-half-width = 中文里的“{ $text }”是半角。
query-no-end = 段末没有句末标点。
query-no-date = 没有这样的日期：{ $text }。
query-letter-in-number = 数字中间的“{ $text }”应是数字吗？
query-one-or-dash = 这里的“{ $text }”是连接号吗？
query-letters = 中文里夹着“{ $text }”，是否误认？
query-address = 网址有误：“{ $text }”。
query-number-missing = “{ $text }”之前缺数字。
query-line-short = 前一原文行比同栏各行短得多，是否缺文？
query-mixed-list = “{ $text }”与同一序列的其他序号写法不同。
query-two-ones = “{ $text }”是否应为破折号？
query-cut-word = “{ $text }”一词被分段截断。
query-blank-in-number = 数字中间有空格。
query-name = “{ $text }”在别处写法不同，是同一个名字吗？
query-doubled-paragraph = 这一段出现了两次：“{ $text }”。
query-caption-alone = 图片说明不属于任何文章：“{ $text }”。
query-short-article = “{ $text }”独立成篇吗？
query-starts-closed = 段首是不能起头的标点：“{ $text }”。
query-byline-inside = 署名在文章中间：“{ $text }”。另一篇由此开始吗？
query-jump-alone = 转版行缺另一半：“{ $text }”。
remedy-replace = { $text }
remedy-delete = 删除
remedy-close-mark = 在“{ $text }”中补 { $mark }
remedy-open-mark = 在“{ $text }”中补 { $mark }
remedy-close = 并入上一篇
remedy-open-article = 由此另起一篇
query-stand = 保留原样
queries-left = { $count ->
    [0] 疑点已核完
   *[other] { $count } 条待核
}
queries-none-here = 光标处没有疑点。按 F8 到下一处。
queries-done = 疑点已全部核完。
queries-hidden = 没有符合筛选条件的疑点。
queries-changing = 此处文字刚有改动，稍候重新检查。
queries-no-way-back = 没有可以返回的疑点。
query-series = 同类 { $count } 处一并照改
queue-all = 全部

## Title and status bar

title-unsaved = 未保存
title-saved = 已保存
title-draft = 初稿
title-find = 查找命令
title-pages = { $count } 版
ledger = 原文 { $raw } ＝ 保留 { $kept } ＋ 改动 { $changed } ＋ 搁置 { $aside }
ledger-balances = 收支相符：原文每个字都有着落。
ledger-broken = 收支不符：有 { $missing } 字没有着落。请另存一份并报告此事。
status-line = 第 { $line } 行
status-lines = 第 { $from }–{ $to } 行
status-encoding = 原文的编码。可另选一种重新读入。
encoding-detected = 自动识别
status-zoom = 清稿文字大小
work-opening = 正在打开
work-saving = 正在保存
work-exporting = 正在导出
work-cancel = 取消

## Start screen

start-motto = 把报纸的原始识别文本，整理成可信的清样
start-recent = 最近打开
start-drop = 也可以把文件拖到窗口里。
start-none = 还没有打开过文件。

## Dialogs

dialog-cancel = 取消
dialog-ok = 确定
dialog-close = 关闭
unsaved-title = 是否保存改动？
unsaved-text = “{ $name }”还有未存入文件的改动。
unsaved-save = 保存
unsaved-discard = 放弃改动
masthead-title = 报头
masthead-paper = 报名
masthead-date = 日期
masthead-date-hint = 2022-03-28
masthead-issue = 期号
masthead-labels = 版次
path-open = 打开文件
path-open-folder = 打开文件夹
path-save-as = 另存为
path-export = 导出为
path-hint = 完整路径。本系统没有文件对话框。
path-label = 路径
palette-hint = 输入命令名称
palette-nothing = 没有这个命令。
shortcuts-title = 快捷键
shortcuts-typing = 回车另起段；在段首按退格、在段末按删除即接排。

## Messages

say-draft = 初稿：{ $articles } 篇文章
say-saved = 已保存 { $name }
say-exported = 已导出 { $name }
say-undone = 已撤销：{ $what }
say-redone = 已重做：{ $what }
say-nothing-undo = 没有可撤销的操作。
say-nothing-redo = 没有可重做的操作。
say-cannot-join = 只能在同一篇文章之内接排。合并文章请用“{ $command }”。
say-first-block = 前面没有内容。
say-last-block = 后面没有内容。
say-no-article = 请先将光标放在文章中。
say-already-article = 此处已是一篇的开头。
say-already-there = 已经在那里了。
say-pick-articles = 请先在目录中选中几篇文章：Ctrl 加单击，或 Shift 加方向键。
say-merged = 已将 { $count } 篇文章合为一篇
say-by-doubt = 把握大的疑点排在前面。
say-by-place = 疑点按稿件顺序排列。
say-series = 一并改了 { $count } 处
say-terms = 已有“{ $term }”。
say-replaced = 已替换 { $count } 处
say-keymap = 快捷键在 { $path } 中；改动自下次启动起生效。
say-no-settings = 本系统没有存放设置的位置。
say-cancelled = 已取消。
say-needs-edition = 请先打开版面或清样。
say-one-block = 校记符号只能加在一个段落之内，请缩小选区。
say-checked = 已标为已核
say-unchecked = 已取消已核标记
say-moved-aside = 已搁置 { $count } 块

## Errors

error-no-block = 这一段已不在清样中，请重新选择位置。
error-no-article = 这篇文章已不在清样中，请重新选择文章。
error-no-page = 清样中没有这一版。
error-past-end = 这个位置已不在文中，请重新选择。
error-backwards = 选区的结尾在开头之前。
error-across-shelves = 改动不能跨越文章、版面杂项和搁置内容，请只在其中一处选择。
error-cannot-open = 此处不能另起一篇，请选择文章中靠后的段落。
error-nothing-before = 前面没有可以合并的文章。
error-onto-itself = 不能移到自己旁边，请选择别处。
error-nothing = 没有需要改动的内容。
error-other-state = 这项改动属于清样的另一状态，无法应用。
error-save = { $path }：未能保存，{ $what }。原有文件未动，您的改动仍在窗口中：请腾出空间或另选位置。
error-export = { $path }：未能导出，{ $what }。请另选位置。
error-format = { $path }：清样无法写成 RON（{ $what }），请报告此问题。
error-unknown-format = { $path }：从文件名看不出格式，请以某一格式的扩展名结尾：.txt、.md、.html、.tei.xml、.json、.csv、.docx、.epub。
error-read = { $path }：无法读取，{ $what }。请检查文件名和权限。
error-page-too-large = { $path }：{ $what } MB 超过一版的上限（16 MB），请按版拆分文件。
error-edition-too-large = { $path }：{ $what } MB 超过清样的上限（268 MB）。
error-empty = { $path }：文件中没有文字，请选择 OCR 原文文件。
error-not-text = { $path }：不是 { $what } 编码的文字，请选择文本文件或换一种编码。
error-syntax = { $path } 第 { $line } 行第 { $column } 列：{ $what }。这不是 Stet 写的清样，或文件已损坏，请换用较早的副本。
error-newer = { $path }：此文件由更新的 Stet 写成（格式版本 { $what }），请用新版打开。
error-inconsistent = { $path }：{ $what }。文件被手工改动或已损坏，请换用较早的副本。
error-no-pages = { $path }：此文件夹中没有文本文件，请选择存放原文（.txt）的文件夹。
error-mixed = { $path }：清样须单独打开；请单独打开它，或只一并打开原文。
error-keymap = { $path }：{ $what }；仍使用默认快捷键。
error-no-action = keymap.ron：没有名为“{ $name }”的操作，名称见程序写出的文件。
error-no-shortcut = keymap.ron：{ $name } 的“{ $shortcut }”不是快捷键，请写成 Ctrl+Shift+P 的样子。
system-not-found = 没有这个文件或文件夹
system-denied = 没有权限
system-full = 磁盘已满
system-read-only = 磁盘只读
system-is-folder = 这是一个文件夹
system-no-folder = 路径中有一处不是文件夹

## Names of edits, for undo

edit-split = 另起段
edit-join = 接排
edit-delete = 删除
edit-type = 输入
edit-role = 改类别
edit-set-aside = 搁置
edit-move = 转移
edit-open-article = 另起一篇
edit-close-article = 合并文章
edit-move-article = 移动文章
edit-merge-articles = 合并文章
edit-field = 填写
edit-status = 进度
edit-add-term = 添加词条
edit-remove-term = 删去词条
edit-settle = 保留
edit-restore = 恢复
edit-make-headline = 定标题
edit-supply-headline = 代拟标题
edit-masthead = 报头
edit-replace = 全部替换
edit-series = 同类疑点
edit-mark = 校记符号

## 导出文件中的文字

export-contents = 目录
export-index = 索引
export-sources = 来源
export-legend = 凡例
export-furniture = 版面元素
export-set-aside = 搁置文字
export-apart = 文章以外
export-colophon = 来源与凡例
export-untitled = 未题名
export-untitled-article = （无题）
export-changes = 改动
export-ledger = 原文 { $raw } 字：保留 { $kept } 字，改动 { $changed } 字，文章以外 { $aside } 字（空白不计）。
export-place = { $page }第{ $from }–{ $to }行
export-between = ；
export-byline = 署名
export-section = 栏目
export-tags = 标签
export-persons = 人名
export-places = 地名
export-organisations = 机构
export-mark-headline = 原报无题，标题为编者所拟
export-mark-illegible = 一个不能辨认的字
export-mark-lost = 缺文，字数不详
export-mark-unencodable = 一个没有编码的字
export-mark-supplied = 编者补入的文字
export-mark-unclear = 前一字辨认不确
export-mark-sic = 原报如此
export-column-paper = 报纸
export-column-date = 日期
export-column-issue = 期号
export-column-page = 版次
export-column-id = 编号
export-column-headline = 标题
export-column-kicker = 引题
export-column-deck = 副题
export-column-byline = 署名
export-column-section = 栏目
export-column-tags = 标签
export-column-persons = 人名
export-column-places = 地名
export-column-organisations = 机构
export-column-characters = 字数
export-column-first-line = 首句
export-column-source-file = 来源文件
export-column-lines = 行
export-column-status = 状态
export-tei-edited = 据光学字符识别文本用 Stet 编校
export-tei-editor = 档案编辑
export-tei-unpublished = 档案馆编制，未以此形式发表。
export-tei-extent = { $lines } 行，{ $characters } 字
export-tei-project = 据报纸版面的光学字符识别文本整理的文章。
export-tei-correction = 识别错误由编者改正；原报的差错保留原样。
export-tei-full-width = 中文行文中的半角标点改为全角。
export-tei-half-width = 标点的宽度依原文。
export-tei-blanks = 汉字之间的识别空白已删去，断行接排成段。
export-tei-segmentation = 标出文章、标题、段落和图片说明；标题一律置于本文之前，不论其在原文何处。
export-tei-interpretation = 栏目、标签和人名、地名、机构名由编者给出；名称在正文出现处标出。
export-tei-sections = 报纸栏目
export-tei-tags = 档案馆词表
export-tei-free-tags = 词表以外的标签
export-tei-chinese = 中文

## 导出对话框

export-title = 导出
export-format = 格式
export-preview = 预览
export-language = 附加文字
export-width = 行宽
export-width-none = 不限
export-indent = 首行缩进
export-ems = { $count } 字
export-size = { $files } 个文件，{ $size }
export-go = 选择位置…
export-cut = 预览到此为止，导出不止于此。
export-making = 正在生成预览…
format-txt = 纯文本
format-md = Markdown
format-html = 网页
format-tei = TEI
format-json = JSON
format-jsonl = JSON 行
format-csv = 表格
format-docx = Word
format-epub = 电子书
format-diff = 改动
format-diff-html = 改动网页
about-txt = 干净文本，逐篇排列；不含标签和名称。
about-md = CommonMark，带文件头、标签和名称。
about-html = 一页网页，宜于屏幕、手机和 A4 打印，带目录和索引。
about-tei = TEI P5，收入全部信息；代拟标题和凡例符号用元素表示。
about-json = stet-edition 数据格式；代拟标题用字段表示，不加括号。
about-jsonl = 每行一篇，供检索引擎使用。
about-csv = 编目用索引，每篇一行。
about-docx = 供 Word 或 LibreOffice 使用的文档，带样式。
about-epub = EPUB 3 电子书，每篇一章。
about-diff = 对照原文的改动，统一差异格式。
about-diff-html = 对照原文的改动网页，供复校。
switch-brackets = 代拟标题加括号
switch-legend = 附凡例
switch-page-headings = 标出版次
switch-section-headings = 标出栏目
switch-front-matter = 文件头
switch-apart = 版面元素和搁置文字
switch-breaks = 原文的版和行
switch-changes = 改动处附原文
switch-names = 标出文中名称
switch-blanks = 空白的改动也算
switch-per-article = 每篇一个文件
