function __parley_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __parley_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __parley_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __parley_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __parley_parse_tokens -S
    set -l unparsed_tokens (__parley_tokens -pc)
    switch $unparsed_tokens[1]
    case 'parley'
        __parley_parse_subcommand 0 'c/command=+' 'f/file=+' 'i/interactive' 'batch' 'no-history' 'no-rc' 'no-journal' 'resume' 'allow=+' 'limit=+' 'seed=' 'echo' 'keep-going' 'check' 'verify' 'json' 'color=' 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'explain'
            __parley_parse_subcommand 1 'color=' 'version' 'h/help'
        case 'fmt'
            __parley_parse_subcommand -r 1 'check' 'color=' 'version' 'h/help'
        case 'manual'
            __parley_parse_subcommand 0 'format=' 'version' 'h/help'
        case 'shrink'
            __parley_parse_subcommand 1 'o/output=' 'seed=' 'limit=' 'color=' 'version' 'h/help'
        case 'test'
            __parley_parse_subcommand -r 1 'update' 'record' 'review' 'junit=' 'jobs=' 'allow=+' 'limit=+' 'color=' 'version' 'h/help'
        case 'help'
            __parley_parse_subcommand -r 1 'version'
        end
    end
end

function __parley_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __parley_parse_subcommand -S -a positional_count
    argparse -s r -- $argv
    set -l option_specs $argv[2..]
    set -l is_repeating_positional $_flag_r
    set -el _flag_r
    set -a commands $unparsed_tokens[1]
    set positional_index 0
    while true
        set -e unparsed_tokens[1]
        argparse -sn "$commands" $option_specs -- $unparsed_tokens 2> /dev/null
        set unparsed_tokens $argv
        set positional_index (math $positional_index + 1)
        for non_repeating_flag_or_option in $non_repeating_flags_or_options
            if set -ql "_flag_$(string replace -a - _ -- $non_repeating_flag_or_option)"
                set non_repeating_flags_or_options_absent 1
                break
            end
        end
        test (count $unparsed_tokens) -eq 0 -o \( -z "$is_repeating_positional" -a "$positional_index" -gt "$positional_count" \) && break
    end
end

function __parley_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __parley_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__parley_tokens -p)
    if test -z "$(__parley_tokens -t)"
        set -l index (count (__parley_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'parley' -f
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley"' -s 'c' -s 'e' -l 'command' -d 'Run a text after the scripts; may be repeated.' -rfka ''
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley"' -s 'f' -l 'file' -d 'Run a script, before the others named.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'repl\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley" i interactive' -s 'i' -l 'interactive' -d 'Stay at the prompt afterwards, also where input is no terminal.'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley" batch' -l 'batch' -d 'Give no prompt, even at a terminal: what is typed is a script.'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley" no-history' -l 'no-history' -d 'Keep no entries for later, and recall none.'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley" no-rc' -l 'no-rc' -d 'Leave out your own script, parley/rc.repl.'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley" no-journal' -l 'no-journal' -d 'Do not keep the session for --resume.'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley" resume' -l 'resume' -d 'Go on with the last session that did not come to its end.'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley"' -l 'allow' -d 'Let scripts read and write below this folder too; may be repeated.' -rfa '(__parley_complete_directories)'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley"' -l 'limit' -d 'End a script or an entry that uses up more: statements=10k, events=, memory=200MB, output=, time=5s; may be repeated.' -rfka ''
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley" seed' -l 'seed' -d 'The seed of all chance, unless a script states one.' -rfka ''
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley" echo' -l 'echo' -d 'Show each statement before its output.'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley" keep-going' -l 'keep-going' -d 'Go on after a failure; the first one decides the exit status.'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley" check' -l 'check' -d 'Only look for errors of syntax and binding; run nothing.'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley" verify' -l 'verify' -d 'Run twice, in two processes, and name the first statement that differs.'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley" json' -l 'json' -d 'Write one JSON object a line.'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley" color' -l 'color' -d 'When to use colours: auto, always or never.' -rfka 'auto always never'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley" version' -l 'version' -d 'Show the version.'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'parley' -n '__parley_should_offer_completions_for_positional "parley" -eq 1' -fa 'explain' -d 'Explain what is told as error[CODE].'
complete -c 'parley' -n '__parley_should_offer_completions_for_positional "parley" -eq 1' -fa 'fmt' -d 'Lay scripts out.'
complete -c 'parley' -n '__parley_should_offer_completions_for_positional "parley" -eq 1' -fa 'manual' -d 'Write the reference of the language, or the manual page.'
complete -c 'parley' -n '__parley_should_offer_completions_for_positional "parley" -eq 1' -fa 'shrink' -d 'Make a failing script small.'
complete -c 'parley' -n '__parley_should_offer_completions_for_positional "parley" -eq 1' -fa 'test' -d 'Run scripts and compare what they print with their #> blocks.'
complete -c 'parley' -n '__parley_should_offer_completions_for_positional "parley" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'parley' -n '__parley_should_offer_completions_for_positional "parley explain" -eq 1' -fka 'budget conflict continuation control-character down duplicate-definition duplicate-key duplicate-name escape expected-output expected-verb forbidden forbidden-path heredoc include-cycle interrupted lua-error malformed-value misplaced-statement missing-argument missing-block nesting no-scripts not-utf8 number out-of-range predicate repeated-option state strategy surplus-argument timeout too-large too-many-errors type unavailable unbalanced-brace unclosed-array unclosed-block unclosed-object unexpected-character unknown-key unknown-node unknown-option unknown-strategy unknown-variable unknown-verb unknown-word unreadable-file unsupported unterminated-heredoc unterminated-string unwritable-file variable wrong-kind'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley explain" color' -l 'color' -d 'When to use colours: auto, always or never.' -rfka 'auto always never'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley explain" version' -l 'version' -d 'Show the version.'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley explain" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'parley' -n '__parley_should_offer_completions_for_positional "parley fmt" -ge 1' -fa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'repl\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley fmt" check' -l 'check' -d 'Write nothing; list the scripts laid out otherwise: status 1 if there are any.'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley fmt" color' -l 'color' -d 'When to use colours: auto, always or never.' -rfka 'auto always never'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley fmt" version' -l 'version' -d 'Show the version.'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley fmt" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley manual" format' -l 'format' -d 'markdown: the language; man: the manual page of the program.' -rfka 'markdown man'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley manual" version' -l 'version' -d 'Show the version.'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley manual" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'parley' -n '__parley_should_offer_completions_for_positional "parley shrink" -eq 1' -fa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'repl\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley shrink" o output' -l 'output' -s 'o' -d 'Write the smaller script here.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'repl\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley shrink" seed' -l 'seed' -d 'The seed of all chance, unless the script states one.' -rfka ''
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley shrink" limit' -l 'limit' -d 'How many candidates to try at most.' -rfka ''
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley shrink" color' -l 'color' -d 'When to use colours: auto, always or never.' -rfka 'auto always never'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley shrink" version' -l 'version' -d 'Show the version.'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley shrink" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'parley' -n '__parley_should_offer_completions_for_positional "parley test" -ge 1' -fa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'repl\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley test" update' -l 'update' -d 'Rewrite the blocks that differ; wildcards that still fit stay.'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley test" record' -l 'record' -d 'Add a block below each statement that printed and has none.'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley test" review' -l 'review' -d 'Show each change and ask: y yes, n no, a all, q quit.'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley test" junit' -l 'junit' -d 'Write a JUnit document.' -rF
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley test" jobs' -l 'jobs' -d 'How many scripts run at a time.' -rfka ''
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley test"' -l 'allow' -d 'Let scripts read and write below this folder too; may be repeated.' -rfa '(__parley_complete_directories)'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley test"' -l 'limit' -d 'End a script or an entry that uses up more: statements=10k, events=, memory=200MB, output=, time=5s; may be repeated.' -rfka ''
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley test" color' -l 'color' -d 'When to use colours: auto, always or never.' -rfka 'auto always never'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley test" version' -l 'version' -d 'Show the version.'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley test" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'parley' -n '__parley_should_offer_completions_for_flags_or_options "parley help" version' -l 'version' -d 'Show the version.'
complete -c 'parley' -n '__parley_should_offer_completions_for_positional "parley" -ge 1' -fa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'repl\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
