# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_stet_global_optspecs
    string join \n language= h/help V/version
end

function __fish_stet_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_stet_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_stet_using_subcommand
    set -l cmd (__fish_stet_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c stet -n "__fish_stet_needs_command" -l language -d 'The language of messages, and of the labels and column names of exports: en, zh or zh-Hant; by default the system\'s, and for exports that of the format' -r
complete -c stet -n "__fish_stet_needs_command" -s h -l help -d 'Print help'
complete -c stet -n "__fish_stet_needs_command" -s V -l version -d 'Print version'
complete -c stet -n "__fish_stet_needs_command" -a "clean" -d 'Make the first draft of raw pages and save it as an edition'
complete -c stet -n "__fish_stet_needs_command" -a "check" -d 'Print an edition\'s ledger and its queries'
complete -c stet -n "__fish_stet_needs_command" -a "export" -d 'Export editions as text, documents, TEI, tables, or what was changed'
complete -c stet -n "__fish_stet_needs_command" -a "read" -d 'Read page images again: a witness for editions, a new edition of images'
complete -c stet -n "__fish_stet_needs_command" -a "salvage" -d 'Save what can be saved of a damaged edition'
complete -c stet -n "__fish_stet_needs_command" -a "witness" -d 'Put other readings of the pages beside an edition: files of other OCR, or keyed by hand'
complete -c stet -n "__fish_stet_needs_command" -a "proof" -d 'Report how right an edition is, or its raw text: differences, errors by the press rule, a sample'
complete -c stet -n "__fish_stet_needs_command" -a "round" -d 'Print an edition\'s rounds of proofreading, its comments, and what the last round changed; or close a round'
complete -c stet -n "__fish_stet_needs_command" -a "merge" -d 'Put two versions of an edition together that were made of one'
complete -c stet -n "__fish_stet_needs_command" -a "collection" -d 'List the issues of a folder, or draft, read, check or export all of them'
complete -c stet -n "__fish_stet_needs_command" -a "search" -d 'Find words in all editions of a folder'
complete -c stet -n "__fish_stet_needs_command" -a "stream" -d 'Clean, check and export pages that come in as JSON, one a line'
complete -c stet -n "__fish_stet_needs_command" -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c stet -n "__fish_stet_using_subcommand clean" -s o -l output -d 'The edition file to write; by default beside the first page, with its name. With --each the folder for the editions' -r -F
complete -c stet -n "__fish_stet_using_subcommand clean" -l style -d 'A house style to clean by' -r -F
complete -c stet -n "__fish_stet_using_subcommand clean" -l encoding -d 'The encoding of the pages, where it is not detected right: UTF-8, GB18030, Big5, UTF-16LE, UTF-16BE' -r
complete -c stet -n "__fish_stet_using_subcommand clean" -l pages -d 'Which pages of PDFs to read, such as 1-8 or 2,5,9-; by default all' -r
complete -c stet -n "__fish_stet_using_subcommand clean" -l password-file -d 'A file whose first line is the password of locked PDFs' -r -F
complete -c stet -n "__fish_stet_using_subcommand clean" -l language -d 'The language of messages, and of the labels and column names of exports: en, zh or zh-Hant; by default the system\'s, and for exports that of the format' -r
complete -c stet -n "__fish_stet_using_subcommand clean" -l each -d 'Make an edition of each page, beside it or in the folder that --output names'
complete -c stet -n "__fish_stet_using_subcommand clean" -l force -d 'Write over an edition that is there already. What is there is kept as a backup'
complete -c stet -n "__fish_stet_using_subcommand clean" -s h -l help -d 'Print help'
complete -c stet -n "__fish_stet_using_subcommand check" -l format -d 'For people, or for programs' -r -f -a "text\t''
json\t''"
complete -c stet -n "__fish_stet_using_subcommand check" -l style -d 'A house style to check by' -r -F
complete -c stet -n "__fish_stet_using_subcommand check" -l language -d 'The language of messages, and of the labels and column names of exports: en, zh or zh-Hant; by default the system\'s, and for exports that of the format' -r
complete -c stet -n "__fish_stet_using_subcommand check" -s h -l help -d 'Print help'
complete -c stet -n "__fish_stet_using_subcommand export" -s f -l format -d 'The format; see the list below' -r
complete -c stet -n "__fish_stet_using_subcommand export" -s o -l output -d 'The file to write, or the folder for several; by default standard output' -r -F
complete -c stet -n "__fish_stet_using_subcommand export" -l page -d 'Which page, counted from 1, for ALTO and PAGE; needed where the one edition has several' -r
complete -c stet -n "__fish_stet_using_subcommand export" -l style -d 'A house style to export by' -r -F
complete -c stet -n "__fish_stet_using_subcommand export" -l with -d 'What to do besides; see the list below' -r
complete -c stet -n "__fish_stet_using_subcommand export" -l without -d 'What not to do' -r
complete -c stet -n "__fish_stet_using_subcommand export" -l width -d 'How wide lines of text are at most, in ems' -r
complete -c stet -n "__fish_stet_using_subcommand export" -l indent -d 'How far the first line of a paragraph of text is indented, in ems' -r
complete -c stet -n "__fish_stet_using_subcommand export" -l image-base -d 'The address of the server that has the images of pages (IIIF Image API 3), for IIIF' -r
complete -c stet -n "__fish_stet_using_subcommand export" -l profile -d 'The table for a catalogue that csv becomes: omeka (Dublin Core), atom (ISAD(G)), or one of your own house style' -r
complete -c stet -n "__fish_stet_using_subcommand export" -l language -d 'The language of messages, and of the labels and column names of exports: en, zh or zh-Hant; by default the system\'s, and for exports that of the format' -r
complete -c stet -n "__fish_stet_using_subcommand export" -l force -d 'Write over a file that is there already. In a folder, what the last export of the same editions wrote is replaced anyway, if nobody has changed it since'
complete -c stet -n "__fish_stet_using_subcommand export" -s h -l help -d 'Print help'
complete -c stet -n "__fish_stet_using_subcommand read" -s o -l output -d 'The edition file to write; by default the edition itself, or one beside the first image, with its name' -r -F
complete -c stet -n "__fish_stet_using_subcommand read" -l style -d 'A house style to clean by' -r -F
complete -c stet -n "__fish_stet_using_subcommand read" -l language -d 'The language of messages, and of the labels and column names of exports: en, zh or zh-Hant; by default the system\'s, and for exports that of the format' -r
complete -c stet -n "__fish_stet_using_subcommand read" -l force -d 'Write over an edition that is there already. What is there is kept as a backup'
complete -c stet -n "__fish_stet_using_subcommand read" -s h -l help -d 'Print help'
complete -c stet -n "__fish_stet_using_subcommand salvage" -s o -l output -d 'The edition file to write. It must not be there yet' -r -F
complete -c stet -n "__fish_stet_using_subcommand salvage" -l language -d 'The language of messages, and of the labels and column names of exports: en, zh or zh-Hant; by default the system\'s, and for exports that of the format' -r
complete -c stet -n "__fish_stet_using_subcommand salvage" -s h -l help -d 'Print help'
complete -c stet -n "__fish_stet_using_subcommand witness" -s o -l output -d 'The edition file to write; by default the edition itself' -r -F
complete -c stet -n "__fish_stet_using_subcommand witness" -l encoding -d 'The encoding of the files, where it is not detected right: UTF-8, GB18030, Big5, UTF-16LE, UTF-16BE' -r
complete -c stet -n "__fish_stet_using_subcommand witness" -l language -d 'The language of messages, and of the labels and column names of exports: en, zh or zh-Hant; by default the system\'s, and for exports that of the format' -r
complete -c stet -n "__fish_stet_using_subcommand witness" -l force -d 'Write over an edition that is there already. What is there is kept as a backup'
complete -c stet -n "__fish_stet_using_subcommand witness" -s h -l help -d 'Print help'
complete -c stet -n "__fish_stet_using_subcommand proof" -l against -d 'What is right: another edition of the same pages, or a text keyed by hand. By default the edition itself, and its raw text is measured' -r -F
complete -c stet -n "__fish_stet_using_subcommand proof" -l sample -d 'Look at a sample of this alone' -r -f -a "article\t''
page\t''"
complete -c stet -n "__fish_stet_using_subcommand proof" -l level -d 'The inspection level of the sample' -r -f -a "I\t''
II\t''
III\t''"
complete -c stet -n "__fish_stet_using_subcommand proof" -l aql -d 'The acceptance quality limit of the sample, in per cent of its units' -r
complete -c stet -n "__fish_stet_using_subcommand proof" -l seed -d 'What the sample is drawn by: the same number draws the same units' -r
complete -c stet -n "__fish_stet_using_subcommand proof" -s o -l output -d 'The report to write, as its name ends: .html or .csv. By default a summary goes to standard output' -r -F
complete -c stet -n "__fish_stet_using_subcommand proof" -l style -d 'A house style that says how errors are counted' -r -F
complete -c stet -n "__fish_stet_using_subcommand proof" -l effort -d 'What the pages took, as desks have counted it: their files. By default that of this user\'s own desk' -r -F
complete -c stet -n "__fish_stet_using_subcommand proof" -l language -d 'The language of messages, and of the labels and column names of exports: en, zh or zh-Hant; by default the system\'s, and for exports that of the format' -r
complete -c stet -n "__fish_stet_using_subcommand proof" -l plan -d 'Print what a claim needs and which units the sample has, before the work begins'
complete -c stet -n "__fish_stet_using_subcommand proof" -l force -d 'Write over a report that is there already'
complete -c stet -n "__fish_stet_using_subcommand proof" -l no-effort -d 'Leave out what the pages took'
complete -c stet -n "__fish_stet_using_subcommand proof" -s h -l help -d 'Print help'
complete -c stet -n "__fish_stet_using_subcommand round" -l close -d 'Close a round and keep it in the edition. What is there is kept as a backup' -r -f -a "first\t''
second\t''
third\t''
read-through\t''"
complete -c stet -n "__fish_stet_using_subcommand round" -l hand -d 'The initials of who closes it' -r
complete -c stet -n "__fish_stet_using_subcommand round" -l date -d 'The day on which it is closed, as 2022-03-28; by default today, in UTC' -r
complete -c stet -n "__fish_stet_using_subcommand round" -l style -d 'A house style that says who may close it, and by which queries are counted' -r -F
complete -c stet -n "__fish_stet_using_subcommand round" -l format -d 'What is printed is for people, or for programs' -r -f -a "text\t''
json\t''"
complete -c stet -n "__fish_stet_using_subcommand round" -l language -d 'The language of messages, and of the labels and column names of exports: en, zh or zh-Hant; by default the system\'s, and for exports that of the format' -r
complete -c stet -n "__fish_stet_using_subcommand round" -s h -l help -d 'Print help'
complete -c stet -n "__fish_stet_using_subcommand merge" -s o -l output -d 'The edition file to write' -r -F
complete -c stet -n "__fish_stet_using_subcommand merge" -l hand -d 'The initials by which comments say how theirs reads; by default those of their last round' -r
complete -c stet -n "__fish_stet_using_subcommand merge" -l language -d 'The language of messages, and of the labels and column names of exports: en, zh or zh-Hant; by default the system\'s, and for exports that of the format' -r
complete -c stet -n "__fish_stet_using_subcommand merge" -l force -d 'Write over an edition that is there already. What is there is kept as a backup'
complete -c stet -n "__fish_stet_using_subcommand merge" -s h -l help -d 'Print help'
complete -c stet -n "__fish_stet_using_subcommand collection" -l export -d 'Export each edition that has changed since its last export. Formats are those of `stet export`' -r
complete -c stet -n "__fish_stet_using_subcommand collection" -s o -l output -d 'The folder that is exported to; by default one in the collection, with the format\'s name' -r -F
complete -c stet -n "__fish_stet_using_subcommand collection" -l import-scannos -d 'Take the rules of a list of scannos, as Guiguts has them in JSON, into the collection\'s substitutions' -r -F
complete -c stet -n "__fish_stet_using_subcommand collection" -l style -d 'A house style to work by' -r -F
complete -c stet -n "__fish_stet_using_subcommand collection" -l language -d 'The language of messages, and of the labels and column names of exports: en, zh or zh-Hant; by default the system\'s, and for exports that of the format' -r
complete -c stet -n "__fish_stet_using_subcommand collection" -l missing -d 'List the days on which an issue should have come out and none is there'
complete -c stet -n "__fish_stet_using_subcommand collection" -l draft -d 'Make a first draft of each issue that has none yet'
complete -c stet -n "__fish_stet_using_subcommand collection" -l read -d 'Read the images of pages that were not read yet, beside their text; issues of images alone become editions'
complete -c stet -n "__fish_stet_using_subcommand collection" -l check -d 'Count the queries of each edition that has changed since they were counted'
complete -c stet -n "__fish_stet_using_subcommand collection" -l init -d 'Write the settings that the files suggest, as collection.ron'
complete -c stet -n "__fish_stet_using_subcommand collection" -l learn -d 'Count what was corrected in all editions: what was made twice is offered in each as a query'
complete -c stet -n "__fish_stet_using_subcommand collection" -l force -d 'Export all editions, also over files that somebody has changed; write over settings that are there already'
complete -c stet -n "__fish_stet_using_subcommand collection" -l json -d 'Print the list for programs, as JSON'
complete -c stet -n "__fish_stet_using_subcommand collection" -s h -l help -d 'Print help'
complete -c stet -n "__fish_stet_using_subcommand search" -l limit -d 'How many hits are printed at most' -r
complete -c stet -n "__fish_stet_using_subcommand search" -l language -d 'The language of messages, and of the labels and column names of exports: en, zh or zh-Hant; by default the system\'s, and for exports that of the format' -r
complete -c stet -n "__fish_stet_using_subcommand search" -l raw -d 'Search the raw text too'
complete -c stet -n "__fish_stet_using_subcommand search" -l json -d 'Print the hits for programs, as JSON'
complete -c stet -n "__fish_stet_using_subcommand search" -s h -l help -d 'Print help'
complete -c stet -n "__fish_stet_using_subcommand stream" -l jobs -d 'How many lines are worked on at once, each by one thread; by default as many as there are cores' -r
complete -c stet -n "__fish_stet_using_subcommand stream" -l style -d 'A house style to clean, check and export by' -r -F
complete -c stet -n "__fish_stet_using_subcommand stream" -l language -d 'The language of messages, and of the labels and column names of exports: en, zh or zh-Hant; by default the system\'s, and for exports that of the format' -r
complete -c stet -n "__fish_stet_using_subcommand stream" -l unordered -d 'Write what is done as soon as it is done, not in the order in which it came in'
complete -c stet -n "__fish_stet_using_subcommand stream" -s h -l help -d 'Print help'
complete -c stet -n "__fish_stet_using_subcommand help; and not __fish_seen_subcommand_from clean check export read salvage witness proof round merge collection search stream help" -f -a "clean" -d 'Make the first draft of raw pages and save it as an edition'
complete -c stet -n "__fish_stet_using_subcommand help; and not __fish_seen_subcommand_from clean check export read salvage witness proof round merge collection search stream help" -f -a "check" -d 'Print an edition\'s ledger and its queries'
complete -c stet -n "__fish_stet_using_subcommand help; and not __fish_seen_subcommand_from clean check export read salvage witness proof round merge collection search stream help" -f -a "export" -d 'Export editions as text, documents, TEI, tables, or what was changed'
complete -c stet -n "__fish_stet_using_subcommand help; and not __fish_seen_subcommand_from clean check export read salvage witness proof round merge collection search stream help" -f -a "read" -d 'Read page images again: a witness for editions, a new edition of images'
complete -c stet -n "__fish_stet_using_subcommand help; and not __fish_seen_subcommand_from clean check export read salvage witness proof round merge collection search stream help" -f -a "salvage" -d 'Save what can be saved of a damaged edition'
complete -c stet -n "__fish_stet_using_subcommand help; and not __fish_seen_subcommand_from clean check export read salvage witness proof round merge collection search stream help" -f -a "witness" -d 'Put other readings of the pages beside an edition: files of other OCR, or keyed by hand'
complete -c stet -n "__fish_stet_using_subcommand help; and not __fish_seen_subcommand_from clean check export read salvage witness proof round merge collection search stream help" -f -a "proof" -d 'Report how right an edition is, or its raw text: differences, errors by the press rule, a sample'
complete -c stet -n "__fish_stet_using_subcommand help; and not __fish_seen_subcommand_from clean check export read salvage witness proof round merge collection search stream help" -f -a "round" -d 'Print an edition\'s rounds of proofreading, its comments, and what the last round changed; or close a round'
complete -c stet -n "__fish_stet_using_subcommand help; and not __fish_seen_subcommand_from clean check export read salvage witness proof round merge collection search stream help" -f -a "merge" -d 'Put two versions of an edition together that were made of one'
complete -c stet -n "__fish_stet_using_subcommand help; and not __fish_seen_subcommand_from clean check export read salvage witness proof round merge collection search stream help" -f -a "collection" -d 'List the issues of a folder, or draft, read, check or export all of them'
complete -c stet -n "__fish_stet_using_subcommand help; and not __fish_seen_subcommand_from clean check export read salvage witness proof round merge collection search stream help" -f -a "search" -d 'Find words in all editions of a folder'
complete -c stet -n "__fish_stet_using_subcommand help; and not __fish_seen_subcommand_from clean check export read salvage witness proof round merge collection search stream help" -f -a "stream" -d 'Clean, check and export pages that come in as JSON, one a line'
complete -c stet -n "__fish_stet_using_subcommand help; and not __fish_seen_subcommand_from clean check export read salvage witness proof round merge collection search stream help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
