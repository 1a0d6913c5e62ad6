"""Which module knows what a program does. What is not needed for a call is never imported."""

from .options import by_name, names

# What a shell does itself, by the function that follows it.
BUILTINS: dict = by_name(
    {
        "shell_builtins:nothing": (
            "true false : [ test return exit break continue wait umask ulimit let"
        ),
        "shell_builtins:change_folder": "cd chdir pushd popd",
        "shell_builtins:evaluate": "eval",
        "shell_builtins:source": "source .",
        "shell_builtins:declare": "export declare typeset local readonly",
        "shell_builtins:unset": "unset",
        "shell_builtins:set_options": "set",
        "shell_builtins:shell_options": "shopt",
        "shell_builtins:shift": "shift",
        "shell_builtins:alias": "alias",
        "shell_builtins:unalias": "unalias",
        "shell_builtins:read": "read",
        "shell_builtins:read_lines": "mapfile readarray",
        "shell_builtins:trap": "trap",
        "shell_builtins:show_folder": "pwd",
        "shell_builtins:show_types": "type which where",
        "shell_builtins:remember_path": "hash",
        "shell_builtins:history": "history",
        "printing:echo": "echo print",
        "printing:printf": "printf",
    }
)

# Programs that start others, and those whose arguments say more than which files they change.
PROGRAMS: dict = by_name(
    {
        "interpreters:start_shell": (
            "sh bash dash zsh ksh mksh ash rbash fish yash posh oksh csh tcsh"
        ),
        "wrappers:start": (
            "sudo doas env timeout gtimeout nice ionice chrt taskset numactl nohup setsid stdbuf"
            " unbuffer time gtime command builtin exec noglob nocorrect strace ltrace valgrind"
            " catchsegv chroot fakeroot unshare nsenter systemd-run systemd-inhibit shx setpriv gosu"
            " su-exec s6-setuidgid with-contenv tini dumb-init caffeinate arch setarch linux32"
            " linux64 rlwrap winpty wsl proxychains proxychains4 torsocks torify xvfb-run"
            " dbus-run-session ssh-agent busybox toybox uvx npx bunx pnpx firejail kernprof start"
            " entr chronic ifne retry eatmydata cross-env env-cmd envdir envchain setuidgid runcon cpulimit"
            " prlimit watchexec faketime cgexec heaptrack logsave choom trickle proot daemonize ts austin gsudo"
        ),
        "git:start": "git",
        "interpreters:tracer": "slipcover scalene viztracer pyinstrument fil-profile pudb pudb3 ipdb",
        "texts:debugger": "gdb",
        "texts:daemon": "start-stop-daemon",
        "texts:window": (
            "xterm konsole alacritty kitty terminator xfce4-terminal x-terminal-emulator urxvt st"
        ),
        "texts:pager": "less more most man",
        "texts:newgrp": "newgrp",
        "docker:start": "docker podman nerdctl",
        "docker:compose_command": "docker-compose podman-compose",
        "docker:elsewhere": "kubectl oc ssh devcontainer vagrant",
        "items:xargs": "xargs",
        "items:parallel": "parallel",
        "find:find": "find",
        "fd:fd": "fd fdfind",
        "texts:joined": "watch",
        "texts:su": "su runuser",
        "texts:flock": "flock",
        "texts:typescript": "script",
        "texts:terminal": "tmux screen byobu",
        "texts:expect": "expect tclsh",
        "texts:later": "at batch",
        "texts:text_option": "nix-shell nodemon mutmut when-changed sg chokidar chokidar-cli watchmedo",
        "texts:texts": "watchfiles hyperfine concurrently pee",
        "texts:sops": "sops",
        "texts:make": "make gmake",
        "powershell:start": "powershell pwsh",
        "batch:start": "cmd",
        "scripts:script": (
            "node nodejs bun deno tsx ts-node ruby perl php lua luajit rscript osascript"
        ),
        "awk:awk": "awk gawk mawk nawk",
        "python_code:ipython": "ipython",
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

HARMLESS = frozenset(names("rmdir jq netlify heroku groundplan copier"))
"""Programs that change none of the files that they are given, whatever their options are called."""

# Programs that change files, by the module that knows which.
EFFECTS: dict = by_name(
    {
        "files": (
            "rm grm unlink shred srm trash trash-put rmtrash gomi gio rip wipe del erase rimraf del-cli"
            " rd touch mktemp"
            " truncate tee sponge mkfifo fallocate dos2unix unix2dos mac2unix fromdos todos recode mknod"
            " cp mv copy move ren ditto gcp gmv cpy cpx cpx2 ncp copyfiles ln link gln install ginstall sort uniq xxd iconv"
            " envsubst pandoc gcc cc g++ go rustc age rage dd chmod chown chgrp setfacl chattr"
            " chflags"
        ),
        "editors": (
            "vi vim nvim view ex gvim gview rvim vimdiff gvimdiff evim mvim vimx elvis ed nano rnano"
            " pico emacs emacsclient micro code code-insiders codium subl sublime_text mate bbedit"
            " idea pycharm webstorm fleet gedit gnome-text-editor kate kwrite mousepad pluma xed"
            " leafpad featherpad mcedit joe jed ne tilde helix hx kak atom zed cursor windsurf"
            " notepad notepad++ vipw sudoedit sensible-editor editor open xdg-open sed gsed ssed sd rpl"
            " rename prename perl-rename file-rename mmv mcp mln vidir patch apply_patch applypatch crudini json yq dasel tomlq"
            " ini-file xmlstarlet black ruff prettier eslint shfmt"
        ),
        "archives": (
            "tar bsdtar gtar cpio zip unzip 7z 7za gzip gunzip bzip2 bunzip2 xz unxz zstd unzstd"
            " lzma compress pigz lz4 split csplit"
        ),
        "transfers": (
            "rsync scp sftp curl wget aria2c axel http https xh httpie aws gsutil gcloud az rclone"
        ),
        "settings": (
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
