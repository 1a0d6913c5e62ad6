// Groundplan: asks the guard before a tool runs. The kit owns this file: an update replaces it.
// The guard reads one JSON object on its standard input; exit 2 means no, and standard error says why.
import { spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { dirname, join } from "node:path"

const LAUNCHER = join(".groundplan", "hook")

const launcherAbove = (start) => {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, LAUNCHER))) return join(folder, LAUNCHER)
    if (folder === dirname(folder)) return undefined
  }
}

const ask = (launcher, cwd, envelope) =>
  new Promise((resolve) => {
    const child = spawn(launcher, [], { cwd, stdio: ["pipe", "ignore", "pipe"] })
    let said = ""
    child.stderr.on("data", (data) => (said += data))
    child.on("error", (problem) => resolve({ status: "error", said: String(problem) }))
    child.on("close", (status, signal) => resolve({ status: status ?? signal, said: said.trim() }))
    child.stdin.on("error", () => {}) // a guard that ends early says so by its status
    child.stdin.end(JSON.stringify(envelope))
  })

// The state of the plan, as the launcher tells it: one line of JSON, or nothing.
const stateOfPlan = (launcher, cwd) =>
  new Promise((resolve) => {
    const child = spawn(launcher, ["start"], { cwd, stdio: ["ignore", "pipe", "ignore"] })
    let said = ""
    child.stdout.on("data", (data) => (said += data))
    child.on("error", () => resolve(""))
    child.on("close", () => {
      try {
        resolve(JSON.parse(said).hookSpecificOutput.additionalContext)
      } catch {
        resolve("") // nothing is planned here, or the launcher is older than this file
      }
    })
  })

const states = new Map()

export const Groundplan = async ({ directory, worktree }) => ({
  // Asked once a session: a text that changes on the way would cost the cache of the prompt.
  "experimental.chat.system.transform": async (input, output) => {
    const session = input.sessionID ?? ""
    if (!states.has(session)) {
      const launcher = launcherAbove(directory)
      states.set(session, launcher ? await stateOfPlan(launcher, directory) : "")
    }
    if (states.get(session)) output.system.push(states.get(session))
  },
  "tool.execute.before": async (input, output) => {
    const launcher = launcherAbove(directory)
    if (launcher === undefined) {
      console.error(`groundplan: no ${LAUNCHER} here, so nothing is checked`)
      return
    }
    const envelope = {
      event: "tool.execute.before",
      session_id: input.sessionID,
      input,
      output,
      directory,
      worktree,
    }
    const { status, said } = await ask(launcher, directory, envelope)
    if (status !== 0) throw new Error(said || `groundplan: the guard ended with ${status}`)
    if (said) console.error(said)
  },
})
