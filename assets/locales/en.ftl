# The words of the desk in English. Keys are grouped by where they are read; zh-CN.ftl has the same keys.

## Menus

menu-file = File
menu-edit = Edit
menu-text = Text
menu-article = Article
menu-query = Query
menu-facsimile = Facsimile
menu-view = View
menu-help = Help

## Pages and places

menu-recent = Open recent
action-go-to = Go to page, article or line…
action-page-checked = Mark the page as checked
action-let-shown-stand = Let all shown stand
action-show-alike = List alike places…
action-word-list = List of words…
alike-title = “{ $text }”: { $count ->
    [one] one place
   *[other] { $count } places
}
alike-title-other = { $count ->
    [one] One place where this is asked
   *[other] { $count } places where this is asked
}
alike-list = Alike places
alike-replace = { $count ->
    [one] Replace in one place
   *[other] Replace in { $count } places
}
alike-stand = { $count ->
    [one] Let one stand
   *[other] Let { $count } stand
}
alike-all = Select all
alike-none = Select none
words-title = Words
words-all = By frequency
words-once = Written once only
words-counting = Counting…
words-hint = A word or its pinyin
words-nothing = There is no such word.
words-good = Said to be right
words-right = right
words-none-good = No word was said to be right yet.
words-keys = Enter goes to it; Ctrl+Enter: it is right in this edition, or not.
say-nothing-alike = Select some text, or go to a query, to list the places like it.
action-queries-of-page = This page
action-queries-of-article = This article
goto-hint = A page, a headline, or the number of a line
goto-nothing = There is no such place.
goto-line = Line { $line } of { $page }
goto-kind-line = raw line
goto-kind-page = page
goto-kind-article = article
title-page-of = { $label } of { $count }
say-page-checked = All articles of the page are checked.
say-page-unchecked = The page is not checked any more.
say-all-stand = { $count ->
    [one] 1 query let stand
   *[other] { $count } queries let stand
}
say-good-word = “{ $text }” is right in this edition, and not asked about again.
say-good-already = “{ $text }” is right already.
say-good-word-of-collection = “{ $text }” is right in the whole collection, and not asked about again.
say-name-of-collection = “{ $text }” is a name of the collection; its other forms are asked about.
say-substitution-of-collection = “{ $text }” is asked about in the whole collection.
say-listed-already = “{ $text }” stands in the collection's list already, as it is there.
say-no-collection = The edition belongs to no collection: none of the folders round it has a collection.ron or lists (`stet collection FOLDER --init`).
say-no-substitutions = Nothing that the collection lists as a misreading stands here.
say-no-listed-query = Go to a query of the collection's lists first.
say-silenced = “{ $text }” is switched off in the collection's list, and not asked about any more.
say-substitutions-alone = Listed misreadings alone are shown: { $count }.
say-no-good-word = Select the word first.
say-queries-of-page = Only the queries of this page are shown.
say-queries-of-article = Only the queries of this article are shown.
say-queries-of-all = All queries are shown.
outline-page-queries = { $count } ?

## Actions

action-open-files = Open pages or an edition…
action-open-folder = Open a folder’s pages…
action-show-collection = Collection…
action-search-collection = Search collection…
action-next-issue = Next issue to work on
action-open-sample = Open the sample page
action-save = Save
action-save-as = Save as…
action-export = Export…
action-backups = Backups…
action-masthead = Masthead and page labels…
action-merge-version = Merge another’s version…
action-choose-pages = Choose pages of the PDF…
action-unlock = Enter a password…
action-close = Close
action-quit = Quit
action-undo = Undo
action-redo = Redo
action-paste-as-it-is = Paste as it is
action-select-all = Select paragraph, article, all
action-find = Find…
action-replace = Find and replace…
action-find-next = Next match
action-find-previous = Previous match
action-replace-one = Replace
action-replace-all = Replace all
action-split = Start a paragraph here
action-join-before = Run on from the previous paragraph
action-join-next = Run on the next paragraph
action-block-up = Move block up
action-block-down = Move block down
action-set-aside = Set aside
action-to-furniture = Move to furniture
action-bring-back = Bring back to the article
action-mark-illegible = Mark as illegible □
action-mark-supplied = Mark as supplied 〔〕
action-mark-sic = Mark as printed so (sic)
action-open-article = Start an article here
action-close-article = Merge with previous article
action-merge-articles = Merge selected articles
action-rename = Rename in the outline
action-article-up = Move article up
action-article-down = Move article down
action-make-headline = Make this the headline
action-supply-headline = Supply a headline
action-add-tag = Add a tag
action-edit-section = Set the section
action-checked = Mark as checked
action-next-article = Next article
action-previous-article = Previous article
action-next-query = Next query
action-previous-query = Previous query
action-back-to-query = Back to the last query visited
action-next-change = Next change of the last round
action-previous-change = Previous change of the last round
action-queries-of-changes = Changed in the last round
action-comment-here = Comment on this place…
action-close-round = Close this round…
action-count-effort = Count my effort…
action-accept-series = Accept for all similar queries
action-queries-by-doubt = Likeliest errors first
action-review-substitutions = Listed misreadings alone
action-show-outline = Outline
action-show-raw = Raw text
action-show-page-image = Facsimile
action-show-inspector = Inspector
action-draft-alone = Draft alone
action-show-queue = List of queries
action-show-facsimile = Raw text, facsimile, or both
action-line-strip = Show line image under the text
action-show-certainty = Shade by OCR confidence
action-choose-style = Choose the house style…
action-style-file = Create an editable house-style file
action-keep-terms = Add the article’s tags to the vocabulary
action-read-page = Read this page’s image again
action-read-all-pages = Read the images of all pages again
action-read-line = Read the caret’s line again
action-add-witness = Add another reading from a file…
action-show-carpet = Images of characters side by side…
action-choose-image = Choose the page image…
action-fit-column = Column width
action-fit-width = Page width
action-fit-page = Whole page
action-actual-size = Actual pixels
action-image-larger = Larger image
action-image-smaller = Smaller image
action-turn-image = Rotate 90°
action-fit-line = Line width
action-fit-caret = Zoom to the caret
action-pick-tool = Select lines with the mouse
action-mark-tool = Mark regions with the mouse
action-mark-shown = Mark the part in sight as a region
action-read-regions = Read the marked regions
action-release-regions = Clear marked regions
action-pick-line = Select the caret’s line
action-gather-lines = Put lines in the order selected
action-move-lines = Move selected lines to the caret
action-release-lines = Clear line selection
action-contrast = Increase contrast
action-invert = Invert
action-accept-query = Accept first suggestion
action-dismiss-query = Let it stand
action-good-word = The word is right in this edition
action-good-word-of-collection = The word is right in the collection
action-name-of-collection = Add to the collection’s names…
action-substitution-of-collection = Add to the collection’s misreadings…
action-silence-listed = Ask this no more in the collection
action-theme-light = Light theme
action-theme-dark = Dark theme
action-theme-paper = Paper theme
action-show-changes = Show changes
action-sans = Sans-serif text
action-text-larger = Larger text
action-text-smaller = Smaller text
action-window-larger = Zoom in (interface)
action-window-smaller = Zoom out (interface)
action-window-usual = Reset zoom
action-language-english = English
action-language-chinese = 简体中文
action-language-traditional = 繁體中文
action-next-pane = Next pane
action-manual = Manual
action-palette = Find a command…
action-keymap-file = Create an editable shortcuts file
action-shortcuts = Shortcuts

## Roles

role-kicker = Kicker
role-headline = Headline
role-deck = Deck
role-byline = Byline
role-paragraph = Paragraph
role-subheading = Subheading
role-verse = Line of verse
role-item = List item
role-row = Table row
role-signature = Signature
role-caption = Caption
role-credit = Credit
role-jump-line = Jump line
role-advertisement = Advertisement

# The roles as they stand in the margin.
label-kicker = kicker
label-headline = headline
label-deck = deck
label-byline = byline
label-paragraph = ¶
label-subheading = subhead
label-verse = verse
label-item = item
label-row = row
label-signature = signed
label-caption = caption
label-credit = credit
label-jump-line = jump
label-advertisement = ad

## Panes

pane-outline = Outline
pane-raw = Raw OCR
pane-facsimile = Facsimile
facsimile-of = Image of { $page }
facsimile-line = Image of raw line { $line }: { $text }
facsimile-line-read = Image of raw line { $line }: { $text }; read again as: { $reading }
facsimile-coming = Looking for the page image…
facsimile-none = This page has no image yet
facsimile-none-named = The source names “{ $name }”, which is not beside it. Put the image there, or choose it.
facsimile-none-called = An image beside the source is found by its name: { $name }.png, .tif, .jpg or .webp. Or choose one.
facsimile-faulty = The image cannot be shown
facsimile-no-boxes = This source does not say where its lines stand: the image cannot follow the caret.
facsimile-marked = { $count ->
    [one] 1 region marked
   *[other] { $count } regions marked
}
facsimile-picked = { $count ->
    [one] 1 line selected
   *[other] { $count } lines selected
}
arriving-draft = The first draft is being made…
pane-draft = Draft
pane-inspector = Inspector
pane-queue = Queries
shelf-furniture = Page furniture
shelf-set-aside = Set aside
outline-untitled = Untitled
outline-counts = { $paragraphs } ¶ · { $characters } chars
outline-queries = { $count } ?
outline-empty = No articles
status-untouched = Not started
status-in-work = Started
status-checked = Checked

## Inspector

field-byline = Byline
field-section = Section
field-tags = Tags
field-persons = People
field-places = Places
field-organisations = Organisations
field-note = Note
suggest-add = Add { $term }
suggest-hint = Suggested: { $term }. Click or Enter adds it; Delete, or the other mouse button, rejects it.
field-status = Status
field-new-tag = Add a tag
field-new-term = Add
field-headline-hint = Not printed; write one, or take a line
field-remove = Remove { $term }
field-free = Remove { $term }, which the house’s vocabulary does not have
inspector-nothing = Put the caret in an article to see its headline, section and tags.
inspector-aside = This text belongs to no article.

## Changes

change-raw = The raw text reads “{ $raw }”.
change-added = Added: there is nothing of it in the raw text.

## Find

find-pattern = Find
find-replacement = Replace with
find-regex = Regular expression
find-case = Match case
find-width = Match full and half width
find-script = Treat simplified and traditional as equal
find-raw = Search the raw text
find-page = Only on this page
find-article = Only in this article
find-close = Close
find-none = Nothing found
find-number = { $number } of { $count }
find-count = { $count } found

## Queries

query-of = Query { $number } of { $count }
query-kind-article = Article
query-kind-structure = Structure
query-kind-headline = Headline
query-kind-role = Role
query-kind-break = Paragraph break
query-kind-character = Character
query-kind-punctuation = Punctuation
query-kind-number = Number
query-kind-date = Date
query-kind-name = Name
query-kind-witness = Other reading
query-kind-missing = Missing text
query-kind-substitution = Listed misreading
query-joined = Two raw lines were run on here. Does a new paragraph begin?
query-begun = A paragraph was begun here. Does it go on from the one before?
query-role-other = “{ $text }” is set as { $is }; it may be { $other }.
query-article-begun = An article was begun here. Does it go on from “{ $before }”?
query-headline-doubtful = Does the headline “{ $text }” belong to this article?
query-headline-alone = The headline “{ $text }” has no article. Which one is it for?
query-headline-missing = This article has no headline.
remedy-split = Start a paragraph here
remedy-join = Run on from the previous paragraph
remedy-join-next = Run on into the next
remedy-role = Make it { $role }
remedy-close-article = Merge with “{ $before }”
remedy-head = For “{ $article }”
remedy-set-aside = Set it aside
remedy-take-headline = Take “{ $text }”
remedy-write-headline = Write “{ $text }”
query-witness = { $witness ->
    [image] The image reads
   *[other] { $witness } reads
 } “{ $other }” where the text has “{ $text }”.
query-witness-adds = { $witness ->
    [image] The image reads
   *[other] { $witness } reads
 } “{ $other }” here, which the text has not.
query-witness-lacks = { $witness ->
    [image] The image does not read
   *[other] { $witness } does not read
 } “{ $text }”, which the text has.
query-line-missing = The image has a line here that is not in the text: “{ $text }”.
query-lines-missing = The image has { $count } lines here that are not in the text: “{ $text }”.
query-line-without-ink = No text is to be seen on the image where “{ $text }” was read.
query-line-unread = Nothing on the image reads “{ $text }”, which stands as a line of its own.
query-character = “{ $text }” is unlikely here. Was it misread?
query-corrected = “{ $text }” was made “{ $right }” elsewhere. Is it the same here?
query-substitution = “{ $text }”: { $reason }
query-substitution-listed = the collection lists it as a common misreading.
query-learnt = “{ $text }” was made “{ $right }” { $count } times in the collection. Is it the same here?
query-latin-word = “{ $text }” is no known word. Was it misread?
query-unsure = The OCR was unsure of “{ $text }”.
query-quote-again = “{ $text }” is opened again before it is closed.
query-unclosed = “{ $text }” is not closed.
query-unopened = “{ $text }” closes nothing.
query-two-kinds = “{ $text }” and its other half are different kinds of bracket.
query-doubled-mark = Two punctuation marks in a row: “{ $text }”.
query-half-width = “{ $text }” is half width in Chinese text.
query-no-end = The paragraph has no closing punctuation.
query-no-date = There is no such day or month: { $text }.
query-letter-in-number = “{ $text }” stands among digits. Is it one?
query-one-or-dash = Is “{ $text }” a dash here?
query-letters = “{ $text }” stands inside Chinese text. Was it misread?
query-address = This web address cannot be right: “{ $text }”.
query-number-missing = The number before “{ $text }” is missing.
query-line-short = The raw line before this place is much shorter than its column. Is text missing?
query-mixed-list = “{ $text }” is numbered differently from the rest of its list.
query-garbled = Is “{ $text }” a word?
query-degree = Is “{ $text }” behind a number the sign of degrees?
query-mark-for-digit = Is “{ $text }” a digit?
query-nested-quote = Should “{ $text }” be a single quotation mark?
query-point = Is “{ $text }” the right mark between Chinese characters?
query-small-l = Is this small “{ $text }” a capital I?
query-strange-sign = Is “{ $text }” in the original?
query-two-ones = Is “{ $text }” a dash?
query-cut-word = The word “{ $text }” is split by a paragraph break.
query-blank-in-number = There is a space inside a number.
query-name = “{ $text }” is spelled differently elsewhere. Is it the same name?
query-name-variant = The collection prefers “{ $right }” to “{ $text }”. Is it the same name, and no quotation?
query-doubled-paragraph = This paragraph appears twice: “{ $text }”.
query-caption-alone = This caption belongs to no story: “{ $text }”.
query-short-article = Is “{ $text }” an article of its own?
query-starts-closed = The paragraph begins with a mark that cannot begin one: “{ $text }”.
query-byline-inside = There is a byline inside the story: “{ $text }”. Does another story begin here?
query-jump-together = “{ $text }”: the story goes on on the other page. Is it one article?
query-goes-on = “{ $text }”: this page may begin with the rest of the story the page before breaks off in.
query-jump-alone = The other half of this jump line is missing: “{ $text }”.
query-hidden = A character that cannot be seen stands here: { $code }.
query-undecoded = The source has bytes here that are no text in its encoding.
query-undecoded-bytes = The source has bytes here that are no text in its encoding: { $bytes }.
query-other-version = { $hand } reads “{ $theirs }” where this version has “{ $text }”.
query-private-use = { $code } is a private code, which each font shows otherwise.
remedy-replace = { $text }
remedy-put-in = Put in “{ $text }”
remedy-delete = Delete it
remedy-close-mark = Put { $mark } into “{ $text }”
remedy-open-mark = Put { $mark } into “{ $text }”
remedy-goes-on = Make one article of both parts
remedy-jump-together = Make one article of both halves
remedy-close = Merge with previous article
remedy-open-article = Begin an article here
query-stand = Let it stand
queries-left = { $count ->
    [0] No queries left
    [one] 1 query left
   *[other] { $count } queries left
}
queries-checking = Checking…
queries-checking-part = Checking, { $percent }%
queries-unchecked = Not checked
queries-not-yet = The edition is still being checked.
queries-failed = The edition could not be checked, by a fault of the program. It is tried again after the next change.
queries-none-here = There is no query at the caret. F8 goes to the next one.
queries-done = There are no queries left.
queries-hidden = No query matches the filters above.
queries-changing = The text has changed here; the check will follow in a moment.
queries-no-way-back = There is no query to go back to.
query-series = Apply to all { $count }
query-more = { $count ->
    [one] 1 more
   *[other] { $count } more
}
query-keys-write = Enter and the digits go to the text now. { $key } takes the first suggestion.
say-headline-proposed = The headline is proposed. Write it as it should be; F8 goes on to the next query.
queue-filters = Filters
queue-shown = { $shown } of { $all }
queue-all = All

## The carpet

carpet-title = Carpet
carpet-title-of = Carpet: { $kinds } characters, { $images } images, { $odd } odd
carpet-laying = Cutting the images…
carpet-nothing = No character has an image: the pages have none, or the source does not say where the lines stand.
carpet-kind = { $character }: { $images } images, { $odd } odd
carpet-odd = { $odd } odd
carpet-images = Images read as { $character }: { $count }
carpet-keys = { $count } images read as { $character }: arrows walk, Space marks, Enter says what the marked ones are
carpet-say = { $count ->
    [one] It is { $text }
   *[other] { $count } are { $text }
}
carpet-wanted = They are something else
carpet-accept = Let all { $count } stand
carpet-go = Go to the place
carpet-together = Show { $characters } with them
carpet-alone = Show { $character } alone
carpet-more-keys = Page Down and Page Up go to the next character and the one before; what is typed is what the marked ones are.
carpet-read = read again: { $text } { $sure }%
carpet-like = looks like { $text }
carpet-unread = The images are cut by the boxes of the source, which are rough. Read the pages’ images again first (Facsimile menu): then they stand exactly.

## Title and status bar

title-unsaved = unsaved
title-saved = saved
title-draft = first draft
title-find = Find a command
title-pages = { $count ->
    [one] 1 page
   *[other] { $count } pages
}
ledger = raw { $raw } = kept { $kept } + changed { $changed } + set aside { $aside }
ledger-balances = The ledger balances: every character of the source is accounted for.
ledger-ink = lines { $have } / { $lines }
ledger-ink-about = Lines of ink on the images { $lines } = read { $read } + put in { $added } + not in the text { $missing }. Lines of the text without ink: { $without }.
ledger-blanks = Blanks between characters of a line: { $kept } kept, { $dropped } dropped, { $added } added.
ledger-broken = The ledger does not balance: { $missing } characters are unaccounted for. Save under another name and report this.
status-line = line { $line }
status-lines = lines { $from }–{ $to }
status-encoding = Encoding of the raw text. Choose another to read it again.
encoding-detected = Auto-detect
status-no-journal = No journal
status-journal-nowhere = This system has no folder for journals, so after a crash your changes since the last save would be gone. Save often.
notice-dismiss = Dismiss
status-zoom = Size of the manuscript’s text
work-opening = Opening…
work-saving = Saving…
work-exporting = Exporting…
work-reading = Reading the page images
work-witness = Reading the file beside the pages…
work-image = Reading the page image…
work-checking = Checking
work-previewing = Making the preview
work-words = Counting the words
work-carpet = Cutting images of characters
work-style = Reading the house style
work-collection = Looking at the collection…
work-search = Searching the collection…
work-effort = Keeping the figures of your effort…
work-lists = Writing the collection's list…
work-learning = Counting corrections…
work-recovering = Looking for work of earlier sessions
work-looking = Looking at the file
work-sources = Looking at the raw files
work-choosing = The file dialog
work-failed = { $what }: a fault of the program has stopped this. Your work is as it was.
work-cancel = Cancel

## Start screen

start-motto = From raw newspaper OCR to editions people can trust
start-recent = Recent
start-drop = Or drop files on the window.
start-unreadable = { $count ->
    [one] Work of an earlier session cannot be read: its journal was damaged, or a newer Stet has written it. It is kept in { $path }.
   *[other] Work of { $count } earlier sessions cannot be read: the journals were damaged, or a newer Stet has written them. They are kept in { $path }.
}
start-unreadable-known = Don’t show this again
start-none = Nothing opened yet.

## Dialogs

dialog-cancel = Cancel
dialog-ok = OK
dialog-close = Close
recovery-title = Work that was not saved
recovery-text = Stet ended before “{ $name }” was saved. { $count ->
    [one] One change is
   *[other] { $count } changes are
} in no file; the first was made { $from }, the last { $to }.
recovery-torn = The very last change was cut off and is not among them.
recovery-touched = Newer than in the file
recovery-others = { $count ->
    [one] One more edition
   *[other] { $count } more editions
} will be offered after this one.
recovery-accept = Recover and go on
recovery-both = Keep both
recovery-later = Later
recovery-discard = Discard
not-saved-title = Not saved
not-saved-elsewhere = Save elsewhere…
not-saved-again = Try again
password-title = The file is locked
password-text = { $path } opens with a password. It is kept in memory until Stet is closed, and written nowhere.
password-wrong = { $path }: this password does not open it. Mind capitals and the language of the keyboard.
password-label = Password
password-open = Open
pdf-pages-title = Which pages
pdf-pages-text = The draft is made anew of the pages you name.
pdf-pages-many = The file has { $count } pages. Name those to read; with none named all are read.
pdf-pages-label = Pages
pdf-pages-hint = 1-8 or 2,5,9-; empty: all pages
pdf-pages-open = Read these pages
folder-title = Open this folder?
folder-text = { $path }: the files of a folder are shown before they are opened.
folder-pages = { $count ->
    [one] One page file is opened, in this order
   *[other] { $count } page files are opened, in this order
}
folder-others = { $count ->
    [one] One other file
   *[other] { $count } other files
}
folder-twin = another reading, kept beside { $file }
folder-in-list = read as { $file } lists it
folder-image = image, shown beside its page
folder-folder = folder; open it by itself
folder-other = holds no page
folder-plain = plain text
folder-picture = image
folder-open = Open
replace-title = There is a file already
replace-text = { $path } would be replaced.
replace-hint = What is in it now is kept as a backup.
replace-elsewhere = Another name…
replace-replace = Replace it
changed-title = The file has been changed elsewhere
changed-text = { $path } is no longer what it was when you opened or saved it.
changed-differences = What differs
changed-hint = Saving over it keeps the other’s version as a backup.
changed-reload = Open theirs
changed-overwrite = Save over it
differs-only-here = only here
differs-only-there = only in the file
differs-about = tags, names or status
differs-blocks = { $count ->
    [one] one block
   *[other] { $count } blocks
}
damaged-title = This edition is damaged
damaged-text = What can be saved of it, raw pages and every readable article, can be opened as a new edition. The file is left as it is; backups lie in the folder .stet-backups beside it.
damaged-salvage = Salvage what can be read
held-title = Somebody else has this edition
held-own-title = You have this edition open in another window
held-text = { $who } opened it { $since }. You can read it; to work on it, save a copy or wait.
held-own-text = You opened it there { $since }. You can read it here; to work on it, go to that window or save a copy.
held-read = Read only
held-copy = Save a copy…
backups-title = Backups
backups-text = What the file was before your last saves. A backup opens as a copy.
backups-none = There are no backups of this edition yet. One is kept with each save.
backups-open = Open
backups-kept = { $count ->
    [0] No backups are kept
    [one] One backup is kept
   *[other] { $count } backups are kept
}
backups-fewer = Keep fewer
backups-more = Keep more
backups-usual = Default
ago-seconds = just now
ago-minutes = { $count ->
    [one] a minute ago
   *[other] { $count } minutes ago
}
ago-hours = { $count ->
    [one] an hour ago
   *[other] { $count } hours ago
}
ago-days = { $count ->
    [one] a day ago
   *[other] { $count } days ago
}
title-read-only = read only
title-held = read only: { $who } has it
title-held-own = read only: open in another window
say-save-first = Save or close the open edition first.
say-no-backup = { $path }: saved, but what stood there before could not be kept as a backup ({ $what }).
say-no-journal = Your last changes are only in this window: the journal cannot be written ({ $what }). Save soon.
say-journal-again = The journal is written again.
say-salvaged = { $articles } articles saved; { $damaged } lines could not be read, { $unproven } blocks lost their source, { $aside } characters are set aside. Save it under a new name.
say-altered = { $count ->
    [one] {" "}The raw text of one page is not what was read from its file, which is not at hand: compare it with the original.
   *[other] {" "}The raw texts of { $count } pages are not what was read from their files, which are not at hand: compare them with the originals.
}
say-source-changed = { $more ->
    [0] { $file }, beside the edition, is no longer the file that it was made from. Put the right one back, or rename this one.
   *[other] { $file } and { $more } others, beside the edition, are no longer the files that it was made from. Put the right ones back, or rename these.
}
say-source-other-text = The raw text in the edition is not what stands in { $file }, from which it was made{ $more ->
    [0] {""}
   *[other] {" "}({ $more } more likewise)
}. Go back to a backup (menu File), or make a new first draft of it.
unsaved-title = Save the changes?
unsaved-text = “{ $name }” has changes that are in no file yet.
unsaved-save = Save
unsaved-discard = Discard changes
masthead-title = Masthead
masthead-paper = Paper
masthead-date = Date
masthead-by-file = Take { $day }, from the file’s name
masthead-by-folder = Take { $day }, from the folder’s name
masthead-by-line = Take { $day }, from the page’s date line
masthead-next = Next edition: { $next }
masthead-date-form = This is kept as { $day }; the house style says how exports write it.
masthead-no-day = The calendar has no such day.
masthead-date-hint = 2022-03-28
masthead-issue = Issue
masthead-labels = Page labels
path-open = Open files
path-open-folder = Open a folder
path-collection = Choose the folder of a collection
path-scannos = Choose a list of scannos
path-save-as = Save as
path-export = Export as
path-house-style = Choose the house style (RON)
path-witness = Choose another reading of the pages: a file of another OCR, or a text keyed by hand
path-version = Choose the other version of this edition
path-version-base = Choose the edition that both versions were made of
path-page-image = Choose the page image (PNG, JPEG, TIFF, WebP, JPEG 2000 or JBIG2)
path-hint = Full path. This system shows no file dialog.
path-label = Path
palette-hint = Type a command
palette-nothing = No command has this name.
manual-title = Manual
manual-chapters = Chapters
shortcuts-title = Shortcuts
shortcuts-typing = Enter begins a paragraph; Backspace at its start and Delete at its end run it on.

## Messages

say-draft = First draft: { $articles } { $articles ->
    [one] article
   *[other] articles
 }
say-draft-witnesses = ; { $count ->
    [one] another file of a page is kept beside it as another reading
   *[other] { $count } other files of the pages are kept beside them as other readings
 }
say-warnings = ; { $count ->
    [one] one place of the source was
   *[other] { $count } places of the source were
} not quite right. { $first }
say-no-regions = No region is marked on the image.
say-regions-nothing = No text was found in the marked regions.
say-regions-read = Lines put into the draft: { $added }; compared with the text: { $again }.
say-read = { $count ->
    [one] One page was read again.
   *[other] { $count } pages were read again.
} Where it reads otherwise is among the queries.
say-witness = { $name }: kept as another reading of { $count ->
    [one] one page
   *[other] { $count } pages
 }. Where it reads otherwise is among the queries.
say-witness-in-part = { $name }: kept as another reading of { $count ->
    [one] one page
   *[other] { $count } pages
 }; { $more } more pages of it are of none here.
say-witness-strange = { $name } is no reading of these pages. Choose a file of them.
say-image-cut = { $path }: the image ends too early, and its lower part is lacking. Copy it again from where it came.
say-read-faults = { $said } ({ $more } more pages were not read.)
say-reading-already = Pages are being read. Wait, or cancel that first.
say-saved = Saved { $name }
say-exported = Exported { $name }
say-stale = { $count ->
    [one] ; { $first } of an earlier export is left there
   *[other] ; { $count } files of an earlier export are left there ({ $first } …)
}
say-no-line-images = { $count ->
    [one] ; one page is exported without its image. { $first }
   *[other] ; { $count } pages are exported without their images. { $first }
}
say-remark = { " " }{ $said }
say-undone = Undone: { $what }
say-redone = Redone: { $what }
say-nothing-of-it = Nothing was done just now that could be undone. Undo again takes back: { $what }
say-nothing-undo = There is nothing to undo.
say-nothing-redo = There is nothing to redo.
say-cannot-join = A block runs on only within its article. Use “{ action-close-article }” to join articles.
say-first-block = Nothing comes before this block.
say-last-block = Nothing comes after this block.
say-no-article = Put the caret in an article first.
say-already-article = An article begins here already.
say-already-there = Nothing to change: it is so already.
say-pick-articles = Select several articles in the outline first: Ctrl+click, or Shift and the arrow keys.
say-one-piece = The selected lines already follow each other. Select lines that are apart.
say-pick-lines = Select lines on the image first: Ctrl+click, or draw a rectangle with Ctrl held.
say-caret-elsewhere = The caret is inside a selected line. Put it where the lines should go.
say-no-source = There is no raw line for the text at the caret.
say-merged = { $count } articles made one
say-by-doubt = The surest queries come first.
say-by-place = Queries come in the order of the manuscript.
say-series = { $count } resolved at once
say-no-facsimile = No page image is shown. { $command } shows it.
say-no-caret = Put the caret into the text first.
say-quits-when-written = Stet quits as soon as everything is written.
say-house-style = The house style is now { $name }.
say-style-file = The house style is in { $path }; changes take effect at the next start.
say-pasted =
    { $lines ->
        [0] { "" }
        [one] One empty line was left out.
       *[other] { $lines } empty lines were left out.
    } { $indents ->
        [0] { "" }
        [one] One line lost its indent.
       *[other] { $indents } lines lost their indents.
    } “{ $command }” keeps them.
say-terms-known = The vocabulary has all of them.
say-terms-kept = In the vocabulary now: { $terms }.
say-terms = { $term } is there already.
say-vocabulary = “{ $term }” is not in the house’s vocabulary, and the house style allows no other terms.
say-replaced = { $count ->
    [one] 1 replaced
   *[other] { $count } replaced
}
say-keymap = The shortcuts are in { $path }; changes take effect at the next start.
say-no-settings = There is no place for settings on this system.
say-cancelled = Cancelled.
say-no-pdf-draft = Only a first draft of one PDF can be made anew of other pages.
say-no-pdf-page = The caret’s page does not come from a PDF.
say-needs-edition = Open pages or an edition first.
say-one-block = Marks stand inside a block; select less.
say-checked = Marked as checked
say-unchecked = No longer marked as checked
say-moved-aside = { $count ->
    [one] 1 block set aside
   *[other] { $count } blocks set aside
}

## Errors

error-no-block = Block { $number } is no longer in the edition; choose the place again.
error-no-article = Article { $number } is no longer in the edition; choose the article again.
error-no-page = The edition has no page { $number }.
error-no-comment = Comment { $number } is no longer in the edition; choose the comment again.
error-same-hand = { $hand } closed a round of this edition before ({ $round }, { $date }), and the house style wants another hand for each round (one_hand_once). Let somebody else close this one.
error-merge-pages = Page { $page } is not of the same raw text in all versions. Only versions of one edition can be merged.
error-past-end = Block { $number } has { $length } characters; there is no place { $at } in it. Choose the place again.
error-backwards = The selection ends before it begins.
error-across-shelves = A change cannot run across articles, furniture and matter set aside; select within one of them.
error-cannot-open = No article can begin here; choose a later block of an article.
error-nothing-before = There is no article before this one to join it to.
error-onto-itself = A block cannot be moved beside itself; choose another place.
error-nothing = There is nothing to change.
error-other-state = This change belongs to another state of the edition and cannot be applied.
error-read-only = Somebody else has this edition, so it can only be read here. Save a copy to work on it.
error-unsettled = { $path }: is written, but may not outlive a power cut ({ $what }). Save it once more, or in another place.
error-changed = { $path }: was changed by somebody else since it was opened, and is left as it is. Save under another name, or open it again.
error-held = { $path }: is open elsewhere ({ $who }). Save under another name.
error-nothing-saved = { $path }: there is neither a raw page nor an article in this file. Choose a backup, or the raw pages themselves.
error-save = { $path }: cannot be written ({ $what }, while { $step }). What stands there is untouched, and no work is lost: make room or choose another place.
error-kept-input = { $path }: is one of the files that are read here, so nothing is written over it. Choose another file.
error-kept-source = { $path }: belongs to the raw pages of { $of }, so nothing is written over it. Choose another file.
error-kept-backup = { $path }: lies among the backups of editions, which are left alone. Choose another place.
error-kept-own = { $path }: is a name that Stet keeps for its own files. Choose another file.
error-kept-folder = { $path }: is a folder, and a file is to be written. Choose a file in it.
error-no-folder = { $path }: is no folder, and several files are to be written. Choose a folder.
error-no-file = { $path }: is no ordinary file, so nothing is written to it. Choose another file.
error-link = { $path }: is a link that leads elsewhere, and is not written through. Remove it, or choose another folder.
error-exists = { $path }: is there already, and is left as it is. Choose another file, or move it away; on the command line, --force writes over it.
error-save-too-large = { $path }: { $megabytes } MB is more than an edition can be (at most 268 MB), so it is not made. Make editions of fewer pages, or one of each page (stet clean --each).
error-format = { $path }: the edition cannot be written as RON ({ $what }); please report this.
error-nothing-to-export = Nothing was exported: { $what }.
error-unknown-format = { $path }: the name does not say the format. End it as one of the formats does: { $endings }.
error-read = { $path }: cannot be read ({ $what }). Check the name and the permissions.
error-page-too-large = { $path }: { $megabytes } MB is more than such a file can be (at most { $most } MB). Split the file into its pages.
error-edition-too-large = { $path }: { $megabytes } MB is more than an edition can be (at most 268 MB).
error-empty = { $path }: there is no text of a page in this file; choose a file of raw OCR text.
error-not-text = { $path }: byte { $offset } and others are no text in { $encoding }. Choose a text file, or another encoding.
error-damaged = { $path }: the file is damaged ({ $what }); copy it anew from where it came from.
error-locked-here = { $path }: the file is locked with a password.
error-many-pages = { $path }: the file has { $count } pages; choose those to read.
error-locked = { $path }: the file is locked with a password. Save a copy without it, or open it from the command line with --password-file.
error-no-such-page = { $path }: the file has { $count } pages, and none of those that were chosen.
error-pdf = { $path }: { $what }.
pdf-unreadable = this is no PDF, or it is damaged beyond what can be read
pdf-locked = the file is locked with a password; save a copy without it
pdf-unknown-lock = the file is locked in a way that cannot be opened; save it again without a password
pdf-many-pages = the file has { $count } pages; choose those to read
pdf-no-pages = the file has no pages
pdf-too-slow = reading the file takes more than { $seconds } seconds; it is damaged, or made to do harm
pdf-too-much = reading the file takes more than { $megabytes } MB of memory; it is damaged, or made to do harm
pdf-no-reader = what reads PDFs cannot be started ({ $what }); install the program again
pdf-no-page = the file has no page { $number }
pdf-page-too-large = the page is larger than { $most } points, the most that a page can be
pdf-image-too-large = an image of the page has { $megapixels } million pixels, which is more than { $most } million
pdf-image-malformed = the image of the page cannot be read
error-page-numbers = “{ $text }” names no pages; write numbers and ranges from 1 on, such as 1-8 or 2,5,9-
error-unknown-encoding = “{ $name }” names no character encoding; try UTF-8, GB18030, Big5, UTF-16LE or UTF-16BE
error-regular-expression = “{ $pattern }” is no regular expression: { $what }
error-pattern-no-character = the pattern “{ $pattern }” names no character; write at least one besides * and #
error-pattern-too-long = a pattern of { $length } characters is too long; allowed are { $most }
error-journal-damaged = { $path }: this is no journal that Stet wrote, or it was damaged; nothing can be recovered from it.
error-journal-newer = { $path }: this journal was written by a newer Stet, which can recover the work in it. Open it with that one.
error-no-display = no window can be opened: there is no display. Without one, use `stet clean`, `stet check` and `stet export` (see `stet --help`)
error-no-window = the window could not be opened ({ $what }). Over a remote desktop without OpenGL, try LIBGL_ALWAYS_SOFTWARE=1, or use `stet clean`, `stet check` and `stet export`
ledger-missing = page { $page }, line { $line }: { $chars } characters are missing from the edition
ledger-twice = page { $page }, line { $line }: { $chars } characters stand in the edition twice
ledger-nowhere = block { $block }: its text is said to come from page { $page }, where there is no such place
ledger-not-kept = block { $block }: “{ $text }” is marked as kept, but the raw text reads “{ $raw }”
ledger-length = block { $block }: the text has { $text } characters, its pieces { $pieces }
kind-old-office = { $path }: this is a Word, Excel or PowerPoint file of before 2007; save it as PDF, .docx or plain text.
kind-xlsx = { $path }: this is an Excel file; save it as plain text.
kind-pptx = { $path }: this is a PowerPoint file; save it as plain text.
kind-open-document = { $path }: this is an OpenDocument file; save it as plain text.
kind-epub = { $path }: this is an EPUB book; save it as plain text.
kind-archive = { $path }: this is an archive of files; unpack it and open what is in it.
kind-compressed = { $path }: this file is compressed; unpack it first.
kind-rtf = { $path }: this is rich text (RTF); save it as .docx or plain text.
kind-image = { $path }: this is an image of a kind that is not read; save it as PNG, JPEG or TIFF.
kind-media = { $path }: this is a sound or a film; choose a file of raw OCR text.
kind-database = { $path }: this is a database (SQLite); export the text that it holds.
kind-edition = { $path }: this is an edition, not a raw page; open it by itself, under a name that ends in .ron.
kind-program = { $path }: this is a program; choose a file of raw OCR text.
kind-json = { $path }: this is JSON of no kind that holds pages; export the pages as plain text.
kind-xml = { $path }: <{ $root }> is no page; choose a file of one of these formats: { $formats }.
error-too-deep = { $path }:{ $line }:{ $column }: elements are nested too deep for a page; the file is damaged, or made to do harm.
error-too-many = { $path }: there are more elements in this file than a page can have; split it into its pages.
error-none-listed = { $path }: none of the files it lists was read. Put the pages where it says they are.
error-none-listed-why = { $path }: none of the files it lists was read ({ $what }). Put the pages where it says they are.
warning-of = { $path }: { $what }
warning-at = { $path }:{ $line }:{ $column }: { $what }
warning-cut-image = the image ends too early, and its lower part is lacking; copy it again from where it came
warning-cut-off = the file ends too early; what stands before was read
warning-not-closed = <{ $what }> is not closed
warning-stray-end = </{ $what }> closes nothing
warning-attribute = an attribute of <{ $what }> cannot be read; it was left out
warning-unescaped = “{ $what }” is not XML; it was read as it stands
warning-number = { $attribute }="{ $value }" is no number; it was left out
warning-off-page = the box of this { $what } lies off the page; it was moved to its edge
warning-nothing = “{ $what }” is named but not there
warning-encoding = the file says it is in { $what }, which its bytes are not
warning-listed = { $file } is listed but was not read: { $why }
warning-not-json = what stands here is not JSON; it was left out, with all that follows
warning-no-box = this box cannot be read; its text has no place on the image
warning-unequal = { $name } has { $count } entries for { $expected } lines; what is missing was left open
warning-empty-line = this line has no text; it was left out
warning-in-no-block = { $count } lines lie in none of the blocks; they stand at the end
warning-not-read = “{ $what }” is not read; it was left out
warning-record = this page was not read when the file was made ({ $what })
warning-pdf-unknown = the file does not say which characters { $count } of its glyphs are; □ stands for each
warning-pdf-unseen = { $count } characters are in the file and not to be seen on the page; they were read too
warning-pdf-left-out = { $count } characters were left out: there are more than a page can have
warning-pdf-undrawn = the picture lacks { $count } characters: neither the file nor the program has a font for them
warning-pdf-unread = what the page draws cannot be read; it is empty here
warning-pdf-too-slow = the page takes more than { $seconds } seconds; reading stopped before it
warning-pdf-too-much = the page takes more than { $megabytes } MB of memory; reading stopped before it
warning-not-chinese = the file is in { $what }, which is no encoding of Chinese; if the text is not right, choose another
warning-other-encoding = up to line { $last } the file is in { $encoding }, unlike the rest of it; each line was read as what it is
warning-undecoded = the bytes { $bytes } are no text in { $encoding }; U+FFFD stands for them
warning-more-undecoded = from here on { $count } more places are no text; choose another encoding, or a better copy of the file
warning-outside = { $what } is listed but lies outside of the folders of the list; copy it beside the others
warning-other-page = it is no reading of these pages, and was left out
warning-left-out = the file was left out: { $what }
warning-image-not-read = the image was not read: { $what }
error-syntax = { $path }:{ $line }:{ $column }: { $what }. This is no edition that Stet wrote, or it was damaged: go back to a backup (in { $backups }), or save what can be saved (stet salvage).
error-newer = { $path }: a newer Stet wrote this file (format version { $version }; this program knows { $known } and older). Open it with that one.
error-inconsistent = { $path }: { $what }. The file was changed by hand or damaged: go back to a backup (in { $backups }), or save what can be saved (stet salvage).
error-raw-altered = { $path }: the raw text of page { $page } ({ $file }) is no longer what was read from that file: the edition was changed by hand or by another program. Go back to a backup (in { $backups }), or save what can be saved (stet salvage, with { $file }).
error-no-pages = { $path }: there are no pages in this folder; choose one that holds raw text (.txt), hOCR, ALTO, PAGE or TSV.
error-mixed = { $path }: an edition is opened by itself; open it alone, or only raw pages together.
error-image-too-large = { $path }: the image has { $megapixels } million pixels, which is more than { $most } million. Choose a smaller copy of it.
error-image-malformed = { $path }: this image cannot be read ({ $what }). Choose a PNG, JPEG, TIFF or WebP file.
error-reader-model = { $model }: this model of the reader is not the one the program was built with. Install the program again.
error-reader-failed = { $model }: this model of the reader cannot be run ({ $what }). Install the program again.
error-reader-turned = The print on this image lies on its side or stands on its head. Turn the image in a picture program until it stands upright, and read it again.
error-reader-not-built = This build cannot read images. Use a build with the feature “reader”.
error-read-no-image = { $path }: the image of this page is not found. Choose it under Facsimile.
error-read-no-place = Line { $line } has no place on the image. Read the whole page.
error-read-other-page = { $path }: what is on the image is not the text of this page. Choose its own image under Facsimile.
error-no-picture = { $path }: this page cannot be drawn ({ $what }). Choose another copy of it.
error-line-images-no-boxes = { $page } does not say where its lines stand. Make the edition of hOCR, ALTO, PAGE or TSV files.
error-line-images-not-found = { $page } has no image. Put { $name } beside the edition, or choose one (menu Facsimile).
error-line-images-unread = The image of { $page } cannot be used. { $what }
lack-sure-lines = no line is in an article that a person has checked, and none is read alike by the raw text and a witness
lack-checked-lines = no line is in an article that a person has checked
lack-agreed-lines = no line is read alike by the raw text and a witness
lack-lines = no article has a line of the raw pages that can be taken
lack-line-images = { $count ->
    [one] the one line that is right has no image
   *[other] none of the { $count } lines that are right has an image
}
remark-lines = { $taken } of { $all } lines are taken. The others have no image, or are neither checked nor read alike by a witness.
remark-no-image = { $count ->
    [one] The page of { $first } names no image that viewers show; it stands there without one.
   *[other] { $count } pages name no image that viewers show, and stand there without one ({ $first } is the first).
}
remark-local-addresses = All addresses begin with { $address }. For the web, say in the house style (iiif) where the manifest will lie.
remark-typeset = { $count ->
    [one] The page of { $first } has no image and is typeset.
   *[other] { $count } pages have no image and are typeset ({ $first } is the first).
}
remark-source-pages = { $count ->
    [one] A page stays as it is in its PDF, so that the file does not say that it is PDF/A.
   *[other] { $count } pages stay as they are in their PDFs, so that the file does not say that it is PDF/A.
}
remark-no-glyph = No font of the program has { $characters }; 〓 stands for it, and the text behind is right.
error-style = { $path }:{ $line }:{ $column }: { $what }. Mend the file there, or leave the rule out to have the default.
error-style-list = { $path }: a list of terms that it names cannot be used. { $what }
error-settings = { $path }:{ $line }:{ $column }: { $what }; the settings are as at the first start. The file is left as it is, and nothing is remembered until it is mended or removed.
error-settings-unreadable = { $path }: the settings cannot be read ({ $what }). Check the permissions; nothing is remembered until then.
error-keymap-unreadable = { $path }: the shortcuts cannot be read ({ $what }); the usual ones are in force.
error-keymap = { $path }:{ $line }:{ $column }: { $what }; the usual shortcuts are in force.
error-no-action = { $path }: there is no action “{ $name }”; see the names in the file that the program writes.
error-no-shortcut = { $path }: “{ $shortcut }” for { $name } is no shortcut; write it like Ctrl+Shift+P.
error-write = { $path }: cannot be written ({ $what }). Make room or choose another place.
system-not-found = there is no such file or folder
system-denied = permission is denied
system-full = the disk is full
system-read-only = the disk is read-only
system-is-folder = it is a folder
system-no-folder = part of the path is not a folder
system-special = it is no file on a disk but a pipe, a device or a file of the system; copy what it holds into a file
system-too-large = it holds more than the { $most } bytes that are read of such a file
save-step-look = looking at what stands there
save-step-create = making a file in the folder
save-step-write = writing
save-step-sync = waiting for the disk
save-step-replace = putting the new file in the old one's place
save-step-settle = waiting for the folder

## Names of edits, for undo

edit-split = new paragraph
edit-join = run on
edit-delete = delete
edit-type = typing
edit-role = role
edit-gather = put lines together
edit-set-aside = set aside
edit-move = move
edit-open-article = new article
edit-close-article = join articles
edit-move-article = move article
edit-merge-articles = join articles
edit-field = field
edit-status = status
edit-add-term = add term
edit-remove-term = remove term
edit-settle = let stand
edit-unsettle = ask again
edit-restore = restore
edit-make-headline = headline
edit-supply-headline = supplied headline
edit-masthead = masthead
edit-replace = replace all
edit-series = series of queries
edit-put-in = text from the image
edit-mark = mark
edit-close-round = closing of a round
edit-add-comment = comment
edit-answer-comment = answer to a comment
edit-delete-comment = deletion of a comment
edit-merge-version = another’s version

## Exports: words that stand in what is exported

export-contents = Contents
export-index = Index
export-sources = Sources
export-legend = Marks used
export-comments = Comments
export-comment-on-place = This place
export-furniture = Page furniture
export-set-aside = Set aside
export-apart = Outside the articles
export-colophon = Sources and marks
export-issue-number = No. { $issue }
export-untitled = Untitled edition
export-untitled-article = Untitled
export-changes = What was changed
export-ledger = Of { $raw } characters of the source { $kept } are kept, { $changed } changed, { $aside } outside the articles; blanks are not counted.
export-place = { $page }, lines { $from }–{ $to }
export-line-image = line { $line } of page { $page }
export-between = ;{" "}
export-byline = By
export-paper = Paper
export-date = Date
export-issue = Issue
export-section = Section
export-tags = Tags
export-persons = Persons
export-places = Places
export-organisations = Organisations
export-mark-headline = a headline the paper does not have, supplied by the editor
export-mark-illegible = a character that cannot be read
export-mark-lost = lost text of unknown length
export-mark-unencodable = a character without a code
export-mark-supplied = text supplied by the editor
export-mark-unclear = the reading of the character before it is not sure
export-mark-sic = the paper prints it so
export-column-paper = paper
export-column-date = date
export-column-issue = issue
export-column-page = page
export-column-id = id
export-column-headline = headline
export-column-kicker = kicker
export-column-deck = deck
export-column-byline = byline
export-column-section = section
export-column-tags = tags
export-column-persons = persons
export-column-places = places
export-column-organisations = organisations
export-column-characters = characters
export-column-first-line = first_line
export-column-source-file = source_file
export-column-lines = lines
export-column-status = status
export-tei-edited = Edited from OCR with Stet
export-tei-editor = The archive’s editor
export-tei-unpublished = Prepared by the archive; not published in this form.
export-tei-extent = { $lines } lines, { $characters } characters
export-tei-project = Articles of a newspaper, curated from the text that OCR gave of its pages.
export-tei-correction = What OCR misread was corrected by the editor; misprints of the paper were let stand.
export-tei-full-width = Half-width punctuation in Chinese text was made full width.
export-tei-half-width = Punctuation has the width it has in the source.
export-tei-blanks = Blanks that OCR put between Chinese characters were taken out, and lines run on to paragraphs.
export-tei-simplified = Beside characters that simplified Chinese writes otherwise stand those that it has (reg beside orig), by the tables of OpenCC.
export-tei-traditional = Beside characters that traditional Chinese writes otherwise stand those that it has (reg beside orig), by the tables of OpenCC.
export-tei-segmentation = Articles, headlines, paragraphs and captions were marked; headings stand before the text of their article, wherever they stand in the source.
export-tei-interpretation = Section, tags and names were given by the editor; names are marked where they stand in the text.
export-tei-sections = Sections of the paper
export-tei-tags = The archive’s vocabulary of subjects
export-tei-free-tags = Tags outside the vocabulary
text-language-simplified = Chinese in simplified characters
text-language-traditional = Chinese in traditional characters
text-language-english = English
text-language-german = German
text-language-french = French
text-language-unknown = language not known

## The export dialog

export-title = Export
export-format = Format
export-preview = Preview
export-language = Language of labels
export-width = Line width
export-width-none = no limit
export-indent = Indent
export-profile = Columns
export-profile-own = Stet’s own
export-ems = { $count } ems
export-size = { $files ->
    [one] one file, { $size }
   *[other] { $files } files, { $size }
}
export-size-without-images = { $files ->
    [one] one file, { $size } without the images
   *[other] { $files } files, { $size } without the images
}
export-go = Choose where to save…
export-cut = The preview ends here; the export goes on.
export-making = Making the preview…
format-txt = Text
format-md = Markdown
format-html = Web page
format-tei = TEI
format-json = JSON
format-jsonl = JSON lines
format-csv = Table
format-mods = MODS
format-docx = Word
format-epub = E-book
format-alto = ALTO
format-page = PAGE XML
format-bag = BagIt bag
format-iiif = IIIF manifest
format-lines = Lines for training
format-mets = METS package
format-pdf = Searchable PDF
format-reading-pdf = PDF for reading
format-ofd = Searchable OFD
format-diff = Changes
format-diff-html = Changes (web page)
about-txt = Clean text, article by article. Tags and names are left out.
about-md = CommonMark with front matter, tags and names.
about-html = One page for screen, phone and A4 paper, with contents and indexes.
about-tei = TEI P5 with everything the edition knows. Supplied headlines and marks are elements.
about-json = The schema stet-edition. A field stands for the brackets of supplied headlines.
about-jsonl = An article a line, for search engines.
about-csv = An index for catalogues, a row an article.
about-mods = MODS for library catalogues, a record an article.
about-docx = A document for Word or LibreOffice, with styles.
about-epub = An EPUB 3 book, an article a chapter.
about-alto = ALTO with the boxes of the source, a file a page. Supplied text, tags and names are left out.
about-page = PAGE with the boxes of the source, a file a page. Supplied text, tags and names are left out.
about-bag = A folder for archives to take in (BagIt): the edition, TEI, JSON, text and PDF of it, and its source files, with checksums.
about-iiif = A manifest for viewers of page images (IIIF): pages, articles, and the text line by line. Supplied text is left out.
about-lines = A folder for training readers: of each line that is surely right its image and its text.
about-mets = A folder with METS and MODS of the issue and its articles, and ALTO of each page. Supplied text is left out.
about-pdf = The pages’ images with the corrected text over them, to be searched and selected. A page without an image is typeset.
about-reading-pdf = The articles typeset anew on A4 with contents that lead to them, for reading on paper or on a screen.
about-ofd = The same as a searchable PDF, in the format of fixed layout of GB/T 33190, which archives in China keep.
about-diff = What was changed against the source, as a unified diff.
about-diff-html = What was changed against the source, as a page for a second reader.
switch-brackets = Supplied headlines in brackets
switch-legend = Explain the marks
switch-page-headings = Headings of pages
switch-section-headings = Headings of sections
switch-front-matter = Front matter
switch-simplified = In simplified characters
switch-traditional = In traditional characters
switch-checked = Lines of checked articles
switch-agreed = Lines that a witness reads alike
switch-apart = Furniture and matter set aside
switch-breaks = Pages and lines of the source
switch-changes = What the source reads
switch-names = Names in the text
switch-comments = Comments
switch-blanks = Changed blanks too
switch-line-images = Images of the lines beside the text
switch-scans = The pages’ images
switch-per-article = A file for each article

## Command line

cli-comma = ,{" "}
cli-semicolon = ;{" "}
cli-no-window = this build has no window; use `stet clean`, `stet check` and `stet export` (see `stet --help`)
cli-no-output = standard output: cannot be written ({ $what }); redirect it to another place
cli-no-language = choose en, zh or zh-Hant
cli-no-command = { $word }: there is no such command, and no such file or folder; the commands are { $names }
cli-no-command-but = { $word }: there is no such command; did you mean `stet { $near }`? The commands are { $names }
cli-format-gzip = gzip of these
cli-format-plain = plain text
cli-format-image = image
batch-left-out = left out: { $what }
cli-reading = reading { $done } of { $all }

cli-cleaning = cleaning { $done } of { $all }
cli-cleaned = cleaned { $done }
cli-cleaning-stopped = cleaning was stopped
cli-no-password = { $path }: cannot be read ({ $what }); name a file whose first line is the password
cli-no-page = there is no page to clean; name one
cli-no-pages = { $path }: there are no pages in this folder ({ $formats }); name one that holds raw pages
cli-no-folder = { $path }: cannot be made ({ $what }); name a folder for the editions
batch-written-without = { $path }: is written without { $left } of { $all } files, which are named above; mend these
batch-not-kept = { $path }: is written, but what stood there could not be kept ({ $what }); make room
cli-became-editions = { $good } of { $all } pages became editions; see the lines above for the others
cli-name-of-page = { $path }: there is a { $taken } of another page; this one becomes { $name }

cli-check-ledger = ledger: raw { $raw } = kept { $kept } + changed { $changed } + set aside { $aside }: balances
cli-check-ledger-broken = ledger: raw { $raw } = kept { $kept } + changed { $changed } + set aside { $aside }: DOES NOT BALANCE
cli-check-blanks = blanks: kept { $kept } + dropped { $dropped }; added { $added }
cli-check-page = { $label }: raw { $raw } = kept { $kept } + changed { $changed } + set aside { $aside }
cli-check-source-changed = page { $page }: the bytes of { $file } ARE NO LONGER those it was made from
cli-check-source-other-text = page { $page }: the bytes of { $file } are those it was made from, BUT ITS RAW TEXT IS ANOTHER
cli-check-source-unreadable = page { $page }: the bytes of { $file } cannot be read
cli-check-queries = queries: { $count }
cli-check-line = page { $page }, line { $line }
cli-check-block = block { $block }
cli-check-query = { $place }: { $kind } ({ $percent }%): { $message }
batch-unbalanced = { $path }: the ledger does not balance: characters of the source are unaccounted for; restore the file from a backup
cli-check-other-text = { $path }: its raw text is not what stands in the raw file { $file } beside it, which is the one it was made from: the edition was changed by hand or by another program; go back to a backup
cli-check-changed = { $path }: the raw file { $file } beside it is no longer the one that the edition was made from; put the right one back, or rename this one

cli-no-format = there is no such format; choose { $names }
cli-no-switch = there is no such switch; choose { $names }
cli-no-number = { $what }
cli-number-outside = { $number } is not in { $least }..={ $most }
cli-knows-no-switch = { $format } has no switch { $switch }; it has none
cli-knows-other-switches = { $format } has no switch { $switch }; it has { $names }
cli-no-lines = { $format } has neither width nor indent; txt has
cli-points-to-no-images = { $format } points to no images; iiif does
cli-no-address = it is no address; write one that begins with http:// or https:// and has no blanks
cli-has-no-profiles = { $format } has no tables for catalogues; csv has
cli-no-profile = the house style has no table { $profile }; it has { $names }
cli-several-files = this makes several files; name a folder for them with --output
cli-exported = exported { $done } of { $all }
batch-stale = { $path }: is of an earlier export, and not of this one; remove it if it is no longer wanted
batch-nothing-to-export = { $path }: nothing was exported: { $what }
cli-were-exported = { $good } of { $all } editions were exported; see the lines above for the others
batch-name-of-edition = { $path }: there is a { $taken } of another edition; this one becomes { $name }
batch-no-line-images = { $page }: its image is not in what was exported. { $why }
batch-likewise = { $what } ({ $count } more likewise)
cli-which-page = { $path }: it has { $count } pages, and such a file holds one; name it with --page, from 1 to { $count }
cli-no-page-number = { $path }: there is no page { $number }; it has { $count }
batch-written-anew = { $file }: not beside the edition as such a file, or changed since; written from what the edition holds of it
batch-not-in-bag = { $file }: not beside the edition as it was read, or changed since; it is not in the bag, whose bag-info.txt says so

cli-mixed = editions and images are read by themselves; name only the one or only the other
cli-one-output = several editions cannot be written to one file; leave --output away, or name one
batch-cut-off = { $path }: the image ends too early, and its lower part is lacking; copy it again
cli-reading-page = reading { $name }: { $percent }%
batch-image-not-found = { $page }: its image is not found; put it beside the edition, by the same name
batch-image-not-beside = { $page }: its image is not found; put it beside the page
batch-image-of-other-page = { $page }: what is on { $image } is not its text; put its own image there
cli-no-image-read = { $path }: no image of its pages could be read; see the lines above
batch-no-text = no text was found on the images; name others
cli-no-such-page = there is no such page
cli-not-read = { $count } pages or files were not read; see the lines above, and put this right

cli-there-already = { $path }: is there already, and may be what is needed; name a new file
cli-no-text-files = { $path }: there are no text files in this folder; name one that holds raw pages
cli-raw-altered = { $path }: the raw text of { $count } pages is not what was read from their files, and is taken as it stands; name the raw pages too, if they are at hand
# What `stet salvage` and the desk say of the rounds and the comments of a damaged edition.
salvaged-proofreading = { $comments ->
    [one] one comment was saved
   *[other] { $comments } comments were saved
}; { $rounds ->
    [0] what the rounds changed is still known
    [one] of one round it is no longer known what it changed
   *[other] of { $rounds } rounds it is no longer known what they changed
}
cli-saved = saved: { $pages } pages, { $articles } articles, { $blocks } blocks
cli-lost = lost: { $lines } lines could not be read whole, { $blocks } blocks are no longer known to come from the raw pages, { $aside } raw characters are set aside

cli-no-readings = { $path }: no file in this folder can be a reading of a page; name others
cli-no-witness = { $path }: none of the files is a reading of its pages; name others
cli-files-left-out = { $count } files were left out; see the lines above, and put this right
batch-strange-file = { $path }: is no reading of these pages; name files of them alone
batch-strange-pages = { $path }: { $count } pages of it are none of these, and are left out
batch-kept-beside = kept beside their pages as other readings: { $names }
batch-kept-beside-more = kept beside their pages as other readings: { $names } and { $more } more

# What is wrong with a command line. The program says it so in Chinese; in English clap does, in the same words.
cli-usage-see = { $what }; see `stet { $command }--help`
cli-usage-unknown = unexpected argument '{ $argument }' found
cli-usage-no-command = unrecognized subcommand '{ $argument }'
cli-usage-no-value = a value is required for '{ $argument }' but none was supplied
cli-usage-value = invalid value '{ $value }' for '{ $argument }'
cli-usage-value-why = invalid value '{ $value }' for '{ $argument }': { $what }
cli-usage-too-many = unexpected value '{ $value }' for '{ $argument }' found; no more were expected
cli-usage-missing = the following required arguments were not provided: { $argument }
cli-usage-twice = the argument '{ $argument }' cannot be used multiple times
cli-usage-conflict = the argument '{ $argument }' cannot be used with '{ $other }'
cli-usage-encoding = invalid UTF-8 was detected in one or more arguments
cli-usage-other = the command line cannot be read
cli-usage-possible = [possible values: { $values }]
cli-usage-near = tip: a similar argument exists: '{ $near }'
cli-usage-as-value = tip: to pass '{ $argument }' as a value, use '-- { $argument }'

# Help. In English it stands at the commands and their arguments; a test compares the two.
cli-heading-usage = Usage:
cli-heading-commands = Commands:
cli-heading-arguments = Arguments:
cli-heading-options = Options:
cli-help-usual = {" "}[default: { $value }]
cli-help-possible = {" "}[possible values: { $values }]
cli-help-stet = A desktop editorial workstation that turns raw newspaper OCR into curated editions
cli-help-stet-paths = What to open on the desk: raw pages, a folder of them, or an edition
cli-help-stet-language = The language of messages, and of the labels and column names of exports: en, zh or zh-Hant; by default the system's, and for exports that of the format
cli-help-stet-help = Print help
cli-help-stet-version = Print version
cli-help-help = Print this message or the help of the given subcommand(s)
cli-help-clean = Make the first draft of raw pages and save it as an edition
cli-help-clean-raw = Raw pages, in order, or folders of them. All of them form one edition. Formats: { $formats }
cli-help-clean-output = The edition file to write; by default beside the first page, with its name. With --each the folder for the editions
cli-help-clean-each = Make an edition of each page, beside it or in the folder that --output names
cli-help-clean-force = Write over an edition that is there already. What is there is kept as a backup
cli-help-clean-style = A house style to clean by
cli-help-clean-encoding = The encoding of the pages, where it is not detected right: UTF-8, GB18030, Big5, UTF-16LE, UTF-16BE
cli-help-clean-pages = Which pages of PDFs to read, such as 1-8 or 2,5,9-; by default all
cli-help-clean-password-file = A file whose first line is the password of locked PDFs
cli-help-check = Print an edition's ledger and its queries
cli-help-check-edition = The edition
cli-help-check-format = For people, or for programs
cli-help-check-style = A house style to check by
cli-help-export = Export editions as text, documents, TEI, tables, or what was changed
cli-help-export-editions = The editions. Of several each becomes a file in the folder that --output names
cli-help-export-format = The format; see the list below
cli-help-export-output = The file to write, or the folder for several; by default standard output
cli-help-export-force = Write over a file that is there already. In a folder, what the last export of the same editions wrote is replaced anyway, if nobody has changed it since
cli-help-export-page = Which page, counted from 1, for ALTO and PAGE; needed where the one edition has several
cli-help-export-style = A house style to export by
cli-help-export-on = What to do besides; see the list below
cli-help-export-off = What not to do
cli-help-export-width = How wide lines of text are at most, in ems
cli-help-export-indent = How far the first line of a paragraph of text is indented, in ems
cli-help-export-image-base = The address of the server that has the images of pages (IIIF Image API 3), for IIIF
cli-help-export-profile = The table for a catalogue that csv becomes: omeka (Dublin Core), atom (ISAD(G)), or one of your own house style
cli-help-formats = Formats, and the switches each knows (* is on unless switched off):
cli-help-formats-end = With per-article each edition becomes a folder of files, one an article; a package is a folder too.
cli-help-read = Read page images again: a witness for editions, a new edition of images
cli-help-read-inputs = Editions, which keep what is read beside their pages; or page images and pages with their images, which become one edition
cli-help-read-output = The edition file to write; by default the edition itself, or one beside the first image, with its name
cli-help-read-force = Write over an edition that is there already. What is there is kept as a backup
cli-help-read-style = A house style to clean by
cli-help-salvage = Save what can be saved of a damaged edition
cli-help-salvage-broken = The damaged edition. It is left as it is
cli-help-salvage-raw = The raw pages, or folders of them, to be used where the edition's own copy is damaged or missing
cli-help-salvage-output = The edition file to write. It must not be there yet
cli-help-witness = Put other readings of the pages beside an edition: files of other OCR, or keyed by hand
cli-help-witness-edition = The edition
cli-help-witness-files = Other readings of its pages, in any order, or folders of them. Formats: { $formats }
cli-help-witness-output = The edition file to write; by default the edition itself
cli-help-witness-force = Write over an edition that is there already. What is there is kept as a backup
cli-help-witness-encoding = The encoding of the files, where it is not detected right: UTF-8, GB18030, Big5, UTF-16LE, UTF-16BE

## Collections

weekday-monday = Mon
weekday-tuesday = Tue
weekday-wednesday = Wed
weekday-thursday = Thu
weekday-friday = Fri
weekday-saturday = Sat
weekday-sunday = Sun
month-january = January
month-february = February
month-march = March
month-april = April
month-may = May
month-june = June
month-july = July
month-august = August
month-september = September
month-october = October
month-november = November
month-december = December
issue-state-raw = raw
issue-state-drafted = drafted
issue-state-in-work = in work
issue-state-read-once = proofread once
issue-state-read-twice = proofread twice
issue-state-checked = checked
issue-state-damaged = damaged
issue-state-newer = of a newer Stet
issue-state-unreadable = cannot be read
collection-title = Collection
collection-by-file = Files are named { $naming }; published { $days } (collection.ron).
collection-by-itself = As the files suggest: named { $naming }; published { $days }. No collection.ron says so yet.
collection-write-settings = Write collection.ron
collection-looking = Looking at the folder…
collection-hint = Type a day, a number or a paper
collection-nothing = No such issue
collection-keys = Enter opens the chosen issue: its edition, or a first draft of its raw pages.
collection-other = Another folder…
collection-import-scannos = Import scannos…
collection-learn = Learn corrections
collection-all = All { $count }
collection-to-do = To do { $count }
collection-by-queries = By queries { $count }
collection-missing = Missing days { $count }
collection-not-there = no issue
collection-none-due = no issue is due
collection-issues = { $count } issues
collection-calendar = Calendar
collection-calendar-of = Calendar, { $day }
collection-calendar-year = { $issues ->
    [one] 1 issue
   *[other] { $issues } issues
}, { $missing ->
    [one] 1 day missing
   *[other] { $missing } days missing
}
collection-calendar-keys = Filled: an issue; outlined: missing. Arrows go by days and weeks, Page Up and Page Down by months; Enter opens the day’s issue.
collection-no-days = No issue here has a day that is known.
collection-pages = { $count ->
    [one] 1 page
   *[other] { $count } pages
}
collection-none-known = No collection is known yet: list one first (File ▸ Collection…).
collection-all-done = No issue after this one is left to work on.
work-batch-draft = Drafting all issues…
work-batch-read = Reading page images…
work-batch-check = Checking all issues…
work-batch-export = Exporting all issues…
batch-exported = exported: { $good } now, { $before } before, { $bad } not
batch-stopped = { $what }. Stopped: the rest waits for the next time.
batch-stopped-early = Stopped before anything was done.
batch-failed = { $what }. What failed is told under File ▸ Collection.
batch-one-at-a-time = Another work on all issues is going on. Wait for it, or stop it.
batch-all-issues = All issues:
batch-draft = Draft { $count }
batch-read-images = Read images of { $count }
batch-check = Check { $count }
batch-export = Export { $count }…
batch-percent = { $percent } %
batch-export-title = Export all editions
batch-export-hint = Type a format
batch-export-nothing = No such format
batch-export-keys = Enter exports, by what was chosen last for the format, to a folder of its name (export-…) in { $path }. Editions that have not changed since are passed over.
batch-export-back = Back
collection-column-date = Date
collection-column-weekday = Day
collection-column-number = No.
collection-column-pages = Pages
collection-column-state = State
collection-column-queries = Queries
collection-column-holder = Open by
collection-column-changed = Last change (UTC)
error-collection = { $path }:{ $line }:{ $column }: { $what }. Mend the file there, or remove it to have settings worked out.
error-collection-format = { $path }: the settings cannot be written as RON ({ $what }); please report this.
error-naming-no-date = the rule “{ $rule }” has no {"{"}date{"}"}, by which an issue is known
error-naming-fields = the rule “{ $rule }” may have {"{"}paper{"}"}, {"{"}date{"}"} and {"{"}page{"}"}, each once
error-naming-text = a rule has at most { $most } characters, and no hidden ones
collection-index-damaged = the index of the collection was damaged, so all editions were read again; nothing is lost
collection-index-not-written = the index of the collection cannot be written ({ $what }), so the next list takes as long
collection-left-damaged = { $path }: is damaged; see `stet check` for where, and `stet salvage` for what can be saved
collection-left-newer = { $path }: a newer Stet wrote it; it is left as it is
collection-left-unreadable = { $path }: cannot be read; check the permissions
collection-left-behind = { $path }: a raw page is newer than this, or not in it; to draft it anew, rename or remove it
collection-left-images = { $path }: there are images of its pages and no text; reading all images (`stet collection --read`, or under File ▸ Collection…) makes an edition of them
list-row = { $path }:{ $line }: { $what }; this row is passed over
list-rows-more = { $path }: { $count } more rows are passed over
list-row-quotes = a quotation mark has no other half
list-row-empty = the cell “{ $column }” is empty; write a word, or remove the row
list-row-long = the cell “{ $column }” has more than { $most } characters; shorten it
list-row-hidden = the cell “{ $column }” has the hidden character { $hidden }; take it out
list-row-choice = the cell “{ $column }” says “{ $said }”; allowed are: { $allowed }
list-row-regex = the regular expression cannot be used ({ $what })
list-row-matches-nothing = the regular expression also finds the empty text; let it need at least one character
list-row-many = a list has at most { $most } entries
error-list-columns = { $path }: has columns that would be lost ({ $columns }), so nothing was written. It may have: { $known }. Rename or remove the others.
error-list-held = { $path }: { $holder } is writing it; try again in a moment
error-scannos = { $path }:{ $line }:{ $column }: this is no JSON ({ $what }). Mend the file there, or choose another.
error-scannos-none = { $path }: has no scannos. A list of Guiguts has them as “scannos”: rules with “match” and “replacement”.
scannos-skipped = { $path }: rule { $number } (`{ $pattern }`) was not taken over: { $what }
scannos-no-pattern = it looks for nothing
scannos-line-ends = it looks over the ends of lines, and a paragraph has none
scannos-replacement = its replacement does what is not known here
cli-lists-learning = counting corrections: edition { $done } of { $all }
cli-lists-learnt = corrections of { $editions } editions: { $corrections } different ones, { $offered } of them made at least twice and offered elsewhere; { $confusions } confusions of characters
cli-lists-imported = substitutions: { $new } new, { $known } known already, { $skipped } not taken over
cli-lists-no-folder = { $path }: there is no such folder; name that of the collection
cli-collection-reading = looking at editions: { $done } of { $all }
batch-drafting = drafting { $done } of { $all }
batch-reading-page = issue { $done } of { $all }, reading { $name }: { $percent }%
batch-checking = checking { $done } of { $all }
batch-drafted = drafted: { $good } now, { $before } before, { $bad } not
batch-read = read: { $good } now, { $before } before, { $bad } not or in part
batch-checked = checked: { $good } now, { $before } before, { $bad } not
cli-collection-none = { $path }: there is no edition in this folder that could be exported; draft them first (--draft)
cli-collection-init = { $path }: written; change in it what is otherwise
cli-collection-behind = { $state }, raw pages newer
cli-collection-daily = every day
cli-collection-days = { $count ->
    [one] one day
   *[other] { $count } days
}
cli-collection-missing = missing: { $count }
cli-collection-by-file = { $issues } issues, { $missing } days missing (collection.ron: files { $naming }; published { $days })
cli-collection-by-itself = { $issues } issues, { $missing } days missing (as the files suggest: named { $naming }; published { $days }; --init writes this down)
cli-help-collection = List the issues of a folder, or draft, read, check or export all of them
cli-help-collection-folder = The folder with the issues: editions, and raw pages that are none yet
cli-help-collection-missing = List the days on which an issue should have come out and none is there
cli-help-collection-draft = Make a first draft of each issue that has none yet
cli-help-collection-read = Read the images of pages that were not read yet, beside their text; issues of images alone become editions
cli-help-collection-check = Count the queries of each edition that has changed since they were counted
cli-help-collection-export = Export each edition that has changed since its last export. Formats are those of `stet export`
cli-help-collection-output = The folder that is exported to; by default one in the collection, with the format's name
cli-help-collection-init = Write the settings that the files suggest, as collection.ron
cli-help-collection-learn = Count what was corrected in all editions: what was made twice is offered in each as a query
cli-help-collection-import-scannos = Take the rules of a list of scannos, as Guiguts has them in JSON, into the collection's substitutions
cli-help-collection-force = Export all editions, also over files that somebody has changed; write over settings that are there already
cli-help-collection-style = A house style to work by
cli-help-collection-json = Print the list for programs, as JSON
search-fault-quotation = character { $at } of the query: the quotation mark has no second one ({ $part })
search-fault-no-word = character { $at } of the query: no word stands behind { $part }
search-fault-restriction = character { $at } of the query: { $part } is no restriction; there are { $known }
search-fault-date = character { $at } of the query: { $part } is no date; write date:1939, date:1939-03 or date:1939-03..1939-05
search-fault-nothing = the query has no word to look for
error-search-index = { $path }: there is no index to search, and none can be made ({ $what })
search-index-made-anew = the index of the search was damaged or of another version, so all editions were read again; nothing is lost
search-index-busy = another Stet is just reading these editions; what it has not read yet is not searched, so search again in a while
search-index-not-written = the index of the search cannot be written ({ $what }); what was written since is not searched
search-unreadable = { $count ->
    [one] one edition cannot be read and is not searched
   *[other] { $count } editions cannot be read and are not searched
}
search-not-drafted = { $count ->
    [one] one issue has raw pages alone, which are searched once they are drafted (`stet collection FOLDER --draft`)
   *[other] { $count } issues have raw pages alone, which are searched once they are drafted (`stet collection FOLDER --draft`)
}
search-title = Search the collection
search-hint = Type words, or headline: tag: name: raw: date: before one
search-raw = Raw text too
search-nothing-typed = Simplified and traditional characters are alike; an article must have all the words.
search-running = Searching…
search-nothing = Nothing was found
search-reading = Reading editions: { $percent } %
search-count = { $shown } of { $count } shown
search-line = The line on the page
search-keys = Enter opens the place of the chosen hit.
search-no-headline = (no headline)
search-in-raw = (raw text alone)
cli-search-reading = reading editions: { $done } of { $all }
cli-search-nothing = nothing was found
cli-search-more = { $count ->
    [one] … and one more (--limit)
   *[other] … and { $count } more (--limit)
}
cli-help-search = Find words in all editions of a folder
cli-help-search-folder = The folder with the editions
cli-help-search-query = Words that an article must all have, in simplified or traditional characters. A phrase with blanks stands between quotation marks; headline:, tag:, name:, raw: and date: say where or when
cli-help-search-raw = Search the raw text too
cli-help-search-limit = How many hits are printed at most
cli-help-search-json = Print the hits for programs, as JSON
cli-help-stream = Clean, check and export pages that come in as JSON, one a line
cli-help-stream-jobs = How many lines are worked on at once, each by one thread; by default as many as there are cores
cli-help-stream-unordered = Write what is done as soon as it is done, not in the order in which it came in
cli-help-stream-style = A house style to clean, check and export by
cli-no-input = the input cannot be read: { $what }
cli-stream-bad = { $bad } of { $all } lines could not be done; their answers have an “error” that says why
cli-stream-at-line = line { $line }: { $what }
cli-stream-not-json = this is no JSON object as it is wanted here ({ $what }); the keys are id, path or text, name, encoding and give
cli-stream-too-long = it has more than { $megabytes } MB and was passed over; give the path of the page instead
cli-stream-no-page = it needs either the “path” of a page or its “text”
cli-stream-no-such-thing = “{ $name }” cannot be given; choose from { $names }
cli-stream-panic = the program failed at this page; the others go on. Please report it with the page

## Proof report

error-proof-no-text = there is no text to compare; choose an edition with articles
error-proof-other-text = only { $percent } % of the right text is in the other; these are texts of different pages
error-proof-no-limit = the tables have no acceptance quality limit of { $aql } %; choose one of { $known }
error-proof-no-plan = the tables have no plan for a lot of { $lot } at this level; choose a lower level
proof-kind-too-many = too many
proof-kind-too-few = too few
proof-kind-misread = misread
proof-kind-punctuation = punctuation
proof-kind-order = order
proof-class-characters = characters
proof-class-transposed = transposed characters
proof-class-number = numbers
proof-class-numeral-form = form of numerals
proof-class-foreign-word = foreign words
proof-class-letter-case = capital and small letters
proof-class-script = simplified and traditional
proof-class-punctuation = punctuation
proof-class-layout = paragraphs and roles
proof-excuse-as-printed = printed so: 0
proof-excuse-doubtful = cannot be read: 0
proof-excuse-supplied = supplied by the editor: 0
proof-note-again = the same error again: 0
proof-note-double = counts double
proof-title = Proof report
proof-heading-classes = Errors by the press rule
proof-heading-kinds = Differences by kind
proof-heading-sample = The sample
proof-heading-places = All places
proof-column-number = No.
proof-column-page = Page
proof-column-article = Article
proof-column-role = Role
proof-column-kind = Kind
proof-column-class = Class
proof-column-right = Right
proof-column-found = Found
proof-column-context = Context
proof-column-counted = Errors
proof-column-note = Note
proof-column-places = Places
proof-column-beyond = Repeated, not counted
proof-column-characters = Characters
proof-name-verdict = Verdict
proof-name-against = Compared
proof-name-characters = Characters looked at
proof-name-errors = Errors
proof-name-rate = Error rate
proof-name-upper = Upper limit at 95 %
proof-name-cer = Character error rate
proof-name-moved = Text in another order
proof-name-cuts = Articles cut otherwise
proof-name-excused = No errors of the transcription
proof-name-sample = Sample
proof-name-isolated = Lot
proof-name-accepted = Acceptance
proof-name-claim = What a claim needs
proof-verdict-proved = Passes: no more than { $limit }/10000, at 95 % too
proof-verdict-pass = Passes: no more than { $limit }/10000 were found; too little was looked at to claim it at 95 %
proof-verdict-fail = Does not pass: more than { $limit }/10000
proof-against-raw = its raw text with the edition, which is taken for right
proof-against-edition = the edition with another of the same pages, which is taken for right
proof-against-plain = the edition with a text keyed by hand, which is taken for right
proof-characters = { $count } (really printed, without blanks; stricter than the space of the page)
proof-errors = { $errors }
proof-rate = { $rate }/10000 (at most { $limit }/10000 pass)
proof-upper = { $rate }/10000 (Poisson, { $count } errors counted whole)
proof-cer = { $rate } % ({ $normalised } % of all pairs): { $extra } too many, { $missing } too few, { $other } misread
proof-moved = { $count } stretches, { $characters } characters
proof-cuts = { $extra } too many, { $missing } missing; no rule counts them
proof-excused = { $count } places; { $doubtful } characters that cannot be read for sure
proof-unit-article = articles
proof-unit-page = pages
proof-sample = { $sample } of { $lot } { $unit }, level { $level }, AQL { $aql } %, letter { $letter }; accepted with { $accept } bad at most (seed { $seed })
proof-sample-whole = all { $lot } { $unit }, level { $level }, AQL { $aql } %, letter { $letter }; accepted with { $accept } bad at most
proof-isolated = isolated: no switching rule holds, and the upper limit protects whoever takes it
proof-isolated-unseen = isolated: no switching rule holds, and the upper limit protects whoever takes it; this cell of the table is from memory *
proof-accepted = accepted: { $bad } bad, { $accept } may be; in the lot at most { $upper } % at 95 % (Clopper–Pearson)
proof-not-accepted = not accepted: { $bad } bad, { $accept } may be; in the lot at most { $upper } % at 95 % (Clopper–Pearson)
proof-claim = { $errors ->
    [0] { $characters } characters without an error
    [one] { $characters } with one
   *[other] { $characters } with { $errors }
}
proof-claims = { $limit }/10000 at 95 %: { $claims }
proof-about-rule = Errors are counted as the rule on the quality of newspapers of 2020 (报纸期刊质量管理规定) has it: one character 1, two to five 2, more 4; a number 1; the form of numerals 0.1, once an issue; a word 1. Mastheads, folio lines, headlines, names where they first stand, and times count double; the same error counts three times an issue. Whether a picture is important is not judged here.
proof-about-unseen = * Not read in the text of the rule: the weight is a setting of the house style, or the cell of the table is from memory.
proof-about-denominator = The denominator is the characters of the right text that were looked at, without blanks. The rule takes the space of the page, which is more; this is stricter.
proof-about-upper = The upper limit is exact: of a Poisson rate (Garwood 1936) for errors, of a share (Clopper and Pearson 1934) for bad units; each is one-sided. A unit is bad where any error is counted in it. Samples: GB/T 2828.1-2012 (ISO 2859-1:1999), single, normal inspection.
proof-about-apart = What the paper itself has wrong, what cannot be read and what the editor supplied counts 0. Articles cut otherwise and text in another order are counted by no rule and stand apart. The character error rate counts each character once and is no error rate of the rule.
cli-proof-format = { $path }: a report ends in .html or .csv
cli-proof-fails = { $path }: does not pass; the report has the places
cli-proof-not-accepted = { $path }: the sample is not accepted; the report has the units
cli-proof-claim = to claim { $limit }/10000 at 95 %, look at so much:
cli-proof-sample = characters in the sample: { $count }
cli-help-proof = Report how right an edition is, or its raw text: differences, errors by the press rule, a sample
cli-help-proof-edition = The edition that the report is of
cli-help-proof-against = What is right: another edition of the same pages, or a text keyed by hand. By default the edition itself, and its raw text is measured
cli-help-proof-sample = Look at a sample of this alone
cli-help-proof-level = The inspection level of the sample
cli-help-proof-aql = The acceptance quality limit of the sample, in per cent of its units
cli-help-proof-seed = What the sample is drawn by: the same number draws the same units
cli-help-proof-plan = Print what a claim needs and which units the sample has, before the work begins
cli-help-proof-output = The report to write, as its name ends: .html or .csv. By default a summary goes to standard output
cli-help-proof-force = Write over a report that is there already
cli-help-proof-style = A house style that says how errors are counted

## Adding to the lists of a collection

list-name-title = A name of the collection
list-name-text = Where another form of the name stands, the preferred one is offered. Without a preferred form the text found here is it.
list-name-preferred = Preferred form
list-name-variant = The form found here
list-substitution-title = What is often misread
list-substitution-text = Wherever it stands in the collection, what should stand there is offered. Without that it is only asked about.
list-substitution-pattern = What is misread
list-substitution-replacement = What should stand there
list-substitution-hint = Why it is asked about
list-substitution-regex = Regular expression
list-add = Add to the list

## Effort

effort-title = Count what pages take
effort-counted = From now on it is counted for each page and your initials: how long you work on it, the keys that change something and the commands, the corrections, and the queries you answer. The proof report of an edition tells the figures of its pages.
effort-not-counted = Only sums are kept: no text, no key, no time of day. A pause of more than { $minutes } minutes does not count, and neither does anything while another window is in front.
effort-kept = They stay on this machine, in { $path }, and stand in no edition. Remove the file there, and they are forgotten. Choose the command again, and nothing more is counted.
effort-begin = Count from now on
say-effort-on = Effort is counted from now on, for { $hand }.
say-effort-off = Effort is no longer counted. What was counted stays in { $path }.
say-effort-nowhere = Settings are kept nowhere here, so effort cannot be counted.
say-effort-put-aside = The figures of your effort could not be added to. The file is kept as { $path }, and a new one was begun.
proof-heading-effort = Effort
proof-column-hand = Editor
proof-column-minutes = Minutes
proof-column-keys = Keys and commands
proof-column-corrections = Corrections
proof-column-queries = Queries answered
proof-name-effort = Effort
proof-name-speed = Speed
proof-effort = { $minutes } minutes, { $hands ->
    [one] 1 editor
   *[other] { $hands } editors
}, { $pages ->
    [one] 1 page
   *[other] { $pages } pages
}; { $keys } keys and commands, { $corrections } corrections, { $queries } queries answered
proof-speed = { $rate } characters an hour; { $minutes } minutes per thousand characters ({ $count } characters)
proof-about-effort = Effort was counted at the desks of editors who had it counted, and only while they did. Time is that at the window in front, without pauses of more than { $minutes } minutes. Keys are those that changed something, with the commands; a correction is a step that undo would take back, such as a word typed in one go. The characters are those of the articles on the pages where anything was counted, without blanks.
cli-help-proof-effort = What the pages took, as desks have counted it: their files. By default that of this user's own desk
cli-help-proof-no-effort = Leave out what the pages took

## Rounds of proofreading, comments, versions

round-first = first proof
round-second = second proof
round-third = third proof
round-read-through = reading through
round-title = Close a round of proofreading
round-text = The next reader sees what was changed in it.
round-initials = Your initials
round-initials-hint = QD
round-initials-needed = Initials are needed: one to sixteen characters.
round-close = Close the round
round-counts = { $changes } changes, { $left } queries left
comment-title = Comment on this place
comment-answer-title = Answer a comment
comment-text = Comment
comment-needed = Write the comment first.
comment-about = “{ $about }”
comment-about-lost = “{ $about }” (this text is gone)
comment-go = Go there
comment-answer = Answer…
comment-delete = Delete
inspector-comments = Comments
change-round = Before the last round: “{ $was }”
work-merging = Merging another version
say-round-checking = The edition is still being checked. Close the round when the queries that are left are known.
say-round-closed = { $round } closed by { $hand }.
say-no-round = No round of proofreading was closed yet.
say-no-change = The last round changed nothing.
say-change = { $number } of { $count }: “{ $was }” → “{ $now }”
say-queries-of-changes = Only queries where the last round changed something are shown.
say-no-place-to-comment = There is no text here to comment on.
say-merge-base = Now choose the edition that both versions were made of.
say-merge-changed = The edition was changed meanwhile, so nothing was merged. Merge again.
say-merge-nothing = The other version has nothing that this one has not.
say-version-merged = The other version is merged.
say-version-conflicts = { $count ->
    [one] The other version is merged. In one place both differ; the query there offers theirs.
   *[other] The other version is merged. In { $count } places both differ; the queries there offer theirs.
}
merge-text = Another version reads “{ $theirs }”.
merge-structure = Another version parts or orders this text otherwise: “{ $theirs }”
merge-role = In another version this block has the role “{ $theirs }”.
merge-place = In another version this block stands elsewhere, behind “{ $theirs }”.
merge-order = In another version the articles stand in this order: { $theirs }
merge-field = Another version says “{ $theirs }”.
cli-of-file = { $path }: { $what }
cli-round-none = no round of proofreading was closed yet
cli-round-closed = { $round }, closed by { $hand } on { $date }: { $characters } characters, { $changes } changes, { $answered } queries answered, { $left } left
cli-round-column-round = round
cli-round-column-hand = hand
cli-round-column-date = date
cli-round-column-characters = characters
cli-round-column-changes = changes
cli-round-column-answered = answered
cli-round-column-left = left
cli-round-comments = comments: { $count }
cli-round-comment = { $place }: “{ $about }” { $hand }, { $date }: { $text }
cli-round-comment-lost = { $place }: “{ $about }” (this text is gone) { $hand }, { $date }: { $text }
cli-round-answer = {"    "}{ $hand }, { $date }: { $text }
cli-round-changes = changed in the last round: { $count }
cli-round-changed = { $place }: “{ $was }” → “{ $now }”
cli-round-added = { $place }: added “{ $now }”
cli-round-deleted = { $place }: deleted “{ $was }”
cli-round-role = { $place }: “{ $now }” is no longer { $role } but { $new }
cli-round-gone = no longer there
cli-round-no-hand = “{ $text }” are no initials; write one to 16 characters
cli-round-no-day = “{ $text }” is no day; write one as 2022-03-28
merge-theirs = theirs
cli-merge-conflicts = { $path }: is written; in { $count } places both versions changed the same otherwise. Ours stands there, and a comment says how theirs reads; look at the queries
cli-help-round = Print an edition's rounds of proofreading, its comments, and what the last round changed; or close a round
cli-help-round-edition = The edition
cli-help-round-close = Close a round and keep it in the edition. What is there is kept as a backup
cli-help-round-hand = The initials of who closes it
cli-help-round-date = The day on which it is closed, as 2022-03-28; by default today, in UTC
cli-help-round-format = What is printed is for people, or for programs
cli-help-round-style = A house style that says who may close it, and by which queries are counted
cli-help-merge = Put two versions of an edition together that were made of one
cli-help-merge-base = The edition that both versions were made of
cli-help-merge-ours = Our version: it stays where both changed the same otherwise
cli-help-merge-theirs = Their version: what it changed is taken
cli-help-merge-output = The edition file to write
cli-help-merge-hand = The initials by which comments say how theirs reads; by default those of their last round
cli-help-merge-force = Write over an edition that is there already. What is there is kept as a backup
