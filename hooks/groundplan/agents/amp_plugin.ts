// Groundplan: asks the guard before a tool runs. The kit owns this file: an update replaces it.
// The guard reads one JSON object on its standard input; exit 2 means no, and standard error says why.
import { spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { dirname, join } from "node:path"

type Call = { tool: string; input: unknown }
type Answer = { action: "allow" } | { action: "reject-and-continue"; message: string }
type Amp = { on: (event: "tool.call", ask: (call: Call) => Promise<Answer>) => void }

// Amp names no session to a plugin: one start of the program is one.
const session_id = `amp-${process.pid}-${Date.now()}`
const LAUNCHER = join(".groundplan", "hook")

const launcherAbove = (start: string): string | undefined => {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, LAUNCHER))) return join(folder, LAUNCHER)
    if (folder === dirname(folder)) return undefined
  }
}

const ask = (launcher: string, envelope: object) =>
  new Promise<{ status: unknown; said: string }>((resolve) => {
    const child = spawn(launcher, [], { stdio: ["pipe", "ignore", "pipe"] })
    let said = ""
    child.stderr.on("data", (data) => (said += data))
    child.on("error", (problem) => resolve({ status: "error", said: String(problem) }))
    child.on("close", (status, signal) => resolve({ status: status ?? signal, said: said.trim() }))
    child.stdin.on("error", () => {}) // a guard that ends early says so by its status
    child.stdin.end(JSON.stringify(envelope))
  })

export default (amp: Amp) => {
  amp.on("tool.call", async ({ tool, input }) => {
    const directory = process.cwd()
    const launcher = launcherAbove(directory)
    if (launcher === undefined) {
      console.error(`groundplan: no ${LAUNCHER} here, so nothing is checked`)
      return { action: "allow" }
    }
    const { status, said } = await ask(launcher, { event: "tool.call", session_id, tool, input, directory })
    if (status === 0) return { action: "allow" }
    return { action: "reject-and-continue", message: said || `groundplan: the guard ended with ${status}` }
  })
}
