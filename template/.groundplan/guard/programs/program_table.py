"""Which module knows what a program does. What is not needed for a call is never imported."""

from ..options import by_name, names

# What a shell does itself, by the function that follows it.
BUILTINS: dict = by_name(
    {
        "shell.builtins:nothing": (
            "true false : [ test return exit break continue wait umask ulimit let"
        ),
        "shell.builtins:change_folder": "cd chdir pushd popd",
        "shell.builtins:evaluate": "eval",
        "shell.builtins:source": "source .",
        "shell.builtins:declare": "export declare typeset local readonly",
        "shell.builtins:unset": "unset",
        "shell.builtins:set_options": "set",
        "shell.builtins:shell_options": "shopt",
        "shell.builtins:shift": "shift",
        "shell.builtins:alias": "alias",
        "shell.builtins:unalias": "unalias",
        "shell.builtins:read": "read",
        "shell.builtins:read_lines": "mapfile readarray",
        "shell.builtins:trap": "trap",
        "shell.builtins:show_folder": "pwd",
        "shell.builtins:show_types": "type which where",
        "shell.builtins:remember_path": "hash",
        "shell.builtins:history": "history",
        "shell.echo:echo": "echo print",
        "shell.echo:printf": "printf",
    }
)

# Programs that start others, and those whose arguments say more than which files they change.
PROGRAMS: dict = by_name(
    {
        "programs.interpreters:start_shell": (
            "sh bash dash zsh ksh mksh ash rbash fish yash posh oksh csh tcsh"
        ),
        "programs.wrappers:start": (
            "sudo doas env timeout gtimeout nice ionice chrt taskset numactl nohup setsid stdbuf"
            " unbuffer time gtime command builtin exec noglob nocorrect strace ltrace valgrind"
            " catchsegv chroot fakeroot unshare nsenter systemd-run systemd-inhibit shx setpriv gosu"
            " su-exec s6-setuidgid with-contenv tini dumb-init caffeinate arch setarch linux32"
            " linux64 rlwrap winpty wsl proxychains proxychains4 torsocks torify xvfb-run"
            " dbus-run-session ssh-agent busybox toybox uvx npx bunx pnpx firejail kernprof start"
            " entr chronic ifne retry eatmydata cross-env env-cmd envdir envchain setuidgid runcon cpulimit"
            " prlimit watchexec faketime cgexec heaptrack logsave choom trickle proot daemonize ts austin gsudo"
        ),
        "programs.git:start": "git",
        "programs.interpreters:tracer": "slipcover scalene viztracer pyinstrument fil-profile pudb pudb3 ipdb",
        "programs.command_strings:debugger": "gdb",
        "programs.command_strings:daemon": "start-stop-daemon",
        "programs.command_strings:window": (
            "xterm konsole alacritty kitty terminator xfce4-terminal x-terminal-emulator urxvt st"
        ),
        "programs.command_strings:pager": "less more most man",
        "programs.command_strings:newgrp": "newgrp",
        "programs.docker:start": "docker podman nerdctl",
        "programs.docker:compose_command": "docker-compose podman-compose",
        "programs.docker:elsewhere": "kubectl oc ssh devcontainer vagrant",
        "programs.xargs:xargs": "xargs",
        "programs.xargs:parallel": "parallel",
        "programs.find:find": "find",
        "programs.fd_find:fd": "fd fdfind",
        "programs.command_strings:joined": "watch",
        "programs.command_strings:su": "su runuser",
        "programs.command_strings:flock": "flock",
        "programs.command_strings:typescript": "script",
        "programs.command_strings:terminal": "tmux screen byobu",
        "programs.command_strings:expect": "expect tclsh",
        "programs.command_strings:later": "at batch",
        "programs.command_strings:crontab": "crontab",
        "programs.command_strings:text_option": "nix-shell nodemon mutmut when-changed sg chokidar chokidar-cli watchmedo",
        "programs.command_strings:texts": "watchfiles hyperfine concurrently pee",
        "programs.command_strings:sops": "sops",
        "programs.command_strings:make": "make gmake",
        "windows.powershell:start": "powershell pwsh",
        "windows.batch:start": "cmd",
        "languages.scripts:script": (
            "node nodejs bun deno tsx ts-node ruby perl php lua luajit rscript osascript"
        ),
        "programs.awk:awk": "awk gawk mawk nawk",
        "languages.python_code:ipython": "ipython",
    }
)

RUNNERS = frozenset(
    names(
        "uv poetry pipenv pdm rye hatch pixi conda mamba micromamba pipx npm pnpm yarn bun"
        " bundle rbenv pyenv nodenv asdf mise rtx volta fnm nvm op doppler infisical"
        " chamber aws-vault teller vault nix guix devbox flox foreman honcho dotenvx dotenv"
        " direnv perf coverage memray py-spy scalene spin heroku rails tox dbus-launch rr devenv"
    )
)
"""Programs of which a certain first word starts another one; others of their words do not."""

TASKS = ("npm", "pnpm", "bun")
"""Managers of packages that change the tasks in package.json by `pkg set`."""

HARMLESS = frozenset(names("rmdir jq netlify heroku groundplan copier"))
"""Programs that change none of the files that they are given, whatever their options are called."""

# Programs that change files, by the module that knows which.
EFFECTS: dict = by_name(
    {
        "programs.file_tools": (
            "rm grm unlink shred srm trash trash-put rmtrash gomi gio rip wipe del erase rimraf del-cli"
            " rd touch mktemp"
            " truncate tee sponge mkfifo fallocate dos2unix unix2dos mac2unix fromdos todos recode mknod"
            " cp mv copy move ren ditto gcp gmv cpy cpx cpx2 ncp copyfiles ln link gln install ginstall sort uniq xxd iconv"
            " envsubst pandoc gcc cc g++ go rustc age rage dd chmod chown chgrp setfacl chattr"
            " chflags"
        ),
        "programs.editors": (
            "vi vim nvim view ex gvim gview rvim vimdiff gvimdiff evim mvim vimx elvis ed nano rnano"
            " pico emacs emacsclient micro code code-insiders codium subl sublime_text mate bbedit"
            " idea pycharm webstorm fleet gedit gnome-text-editor kate kwrite mousepad pluma xed"
            " leafpad featherpad mcedit joe jed ne tilde helix hx kak atom zed cursor windsurf"
            " notepad notepad++ vipw sudoedit sensible-editor editor open xdg-open sed gsed ssed sd rpl"
            " rename prename perl-rename file-rename mmv mcp mln vidir patch apply_patch applypatch crudini json yq dasel tomlq"
            " ini-file xmlstarlet black ruff prettier eslint shfmt"
        ),
        "programs.archives": (
            "tar bsdtar gtar cpio zip unzip 7z 7za gzip gunzip bzip2 bunzip2 xz unxz zstd unzstd"
            " lzma compress pigz lz4 split csplit"
        ),
        "programs.transfers": (
            "rsync scp sftp curl wget aria2c axel http https xh httpie aws gsutil gcloud az rclone"
        ),
        "programs.settings": (
            "openssl gpg gpg2 ansible-vault dotenv dotenvx dotenv-vault dotenv-linter vercel op"
            " pre-commit prek lefthook husky overcommit simple-git-hooks ssh-keygen sqlite3"
        ),
    }
)

OUTPUTS = frozenset(
    names(
        "ack ag awk base32 base64 basename bzcat bzip2 cat column cut date dir dirname"
        " dos2unix egrep env envsubst exa eza fgrep fmt fold gpg greadlink grep gsed gunzip"
        " gzip head hostname iconv id jq ls lsd mktemp nl openssl paste perl printenv"
        " python readlink realpath rev rg sed seq shuf sort strings tac tail tee tr tree"
        " nproc uname uniq uudecode uuidgen wc whoami xxd xz xzcat yes zcat"
    )
)
"""Programs of which it is known, in part at least, what they print."""

PLAIN = frozenset(
    names(
        "ls npm cargo go gh glab helm terraform diff cmp wc stat file du df mkdir kill pkill pgrep"
        " killall ps man info less more which test shellcheck mypy pylint flake8 isort nox"
        " multipass lxc incus limactl fly flyctl gcloud aws az heroku doctl playwright jest vitest tsc just task mvn gradle dotnet"
    )
)
"""Programs to which `--` only ends the options, or which hand on what follows to their own."""

TOOLS_OF = frozenset(names("man crontab visudo systemctl sudoedit gh info apropos psql"))
"""Programs that start the pager or editor that a variable names."""

CMDLETS = frozenset(
    names(
        "set add remove move copy rename clear new out invoke start tee export import get"
        " write select foreach test expand compress convertto"
    )
)
"""The verbs with which the names of PowerShell's commands begin: a verb, a dash, a noun."""
