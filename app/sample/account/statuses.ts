/** The service's 17 task status codes with the words it sends along. */
export const statuses = {
  'pending-input': { alias: 'Waiting for Input', isTerminal: false, description: 'Waiting for the input files.' },
  submitted: { alias: 'In Queue', isTerminal: false, description: 'Waiting in the queue of a machine group.' },
  started: {
    alias: 'Preparing to Compute',
    isTerminal: false,
    description: 'The machine is fetching the container and the input files.',
  },
  'computation-started': { alias: 'In Progress', isTerminal: false, description: 'The simulation is running.' },
  'computation-ended': {
    alias: 'Finalizing',
    isTerminal: false,
    description: 'The simulation has ended and its outputs are being uploaded.',
  },
  success: { alias: 'Success', isTerminal: true, description: 'The task completed successfully.' },
  failed: { alias: 'Failed', isTerminal: true, description: 'A command of the simulation failed.' },
  'pending-kill': { alias: 'Pending Kill', isTerminal: false, description: 'The task is going to be killed.' },
  killed: { alias: 'Killed', isTerminal: true, description: 'The task was killed by the user.' },
  zombie: {
    alias: 'Machine Terminated in Queue',
    isTerminal: true,
    description: 'The machine group was terminated while the task was in the queue.',
  },
  'spot-instance-preempted': {
    alias: 'Spot Reclaimed',
    isTerminal: true,
    description: 'The spot machine was reclaimed by the cloud provider.',
  },
  'executer-terminated': {
    alias: 'Task Runner Terminated',
    isTerminal: true,
    description: 'The machine was terminated by the cloud provider.',
  },
  'executer-terminated-by-user': {
    alias: 'Machine Terminated by User',
    isTerminal: true,
    description: 'The machine group was terminated by the user.',
  },
  'executer-terminated-ttl-exceeded': {
    alias: 'Machine Time Limit Reached',
    isTerminal: true,
    description: 'The machine group reached its time limit.',
  },
  'executer-terminated-credits-exhausted': {
    alias: 'Credits Exhausted',
    isTerminal: true,
    description: 'The machine was terminated because the credits ran out.',
  },
  'executer-failed': {
    alias: 'Runtime Error',
    isTerminal: true,
    description: 'The task failed because of an error outside the simulator.',
  },
  'ttl-exceeded': { alias: 'Task Timed Out', isTerminal: true, description: 'The task exceeded its time to live.' },
} as const satisfies Record<string, StatusFacts>

export type TaskStatus = keyof typeof statuses
type StatusFacts = { readonly alias: string; readonly isTerminal: boolean; readonly description: string }

export function isTaskStatus(text: string): text is TaskStatus {
  return Object.hasOwn(statuses, text)
}
