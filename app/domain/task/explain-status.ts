import type { StatusCode } from '../../contract/tasks.ts'

/** A status in plain words. `nextStep` is null where there is nothing to do. */
export type StatusExplanation = { readonly summary: string; readonly nextStep: string | null }

const explanations: Readonly<Record<StatusCode, StatusExplanation>> = {
  'pending-input': {
    summary: 'The task exists, but its input files have not arrived in the cloud yet.',
    nextStep:
      'Keep the program that submitted it running until the upload ends. If it was stopped, kill this task and submit it again.',
  },
  submitted: {
    summary: 'The input has arrived. The task waits for a free machine of its group.',
    nextStep: 'If it waits for long, check that the machine group is running and how many tasks are ahead.',
  },
  started: {
    summary: 'A machine has picked the task up and fetches the simulator and the input.',
    nextStep: null,
  },
  'computation-started': {
    summary: 'The simulation is running.',
    nextStep: null,
  },
  'computation-ended': {
    summary: 'The simulation has ended. Its outputs are being packed and uploaded.',
    nextStep: 'The outputs can be opened in a moment.',
  },
  success: {
    summary: 'The simulation ended without an error.',
    nextStep: 'Open the outputs, or download the files you need.',
  },
  failed: {
    summary: 'A command of the simulation ended with an error.',
    nextStep:
      'Look at the last lines of stderr.txt and stdout.txt in the outputs, correct the input and submit it again.',
  },
  'pending-kill': {
    summary: 'The task was asked to stop. The machine stops the simulation and saves what is there.',
    nextStep: null,
  },
  killed: {
    summary: 'The task was stopped on request.',
    nextStep:
      'If it had been computing, what it wrote until then is in the outputs. The machine group may still be running and costing.',
  },
  zombie: {
    summary: 'The machine group was ended while the task waited for a machine, so it never ran. There are no outputs.',
    nextStep: 'Start a machine group and submit the task again.',
  },
  'spot-instance-preempted': {
    summary: 'The cloud provider took the spot machine back while the task was on it.',
    nextStep: 'Submit it again, with resubmission on pre-emption turned on or on a machine that is not spot.',
  },
  'executer-terminated': {
    summary: 'The cloud provider ended the machine while the task was on it.',
    nextStep: 'Submit the task again. If it happens repeatedly, choose another machine type or zone.',
  },
  'executer-terminated-by-user': {
    summary: 'The machine group was ended by its user while the task was on it. There are no outputs.',
    nextStep: 'Submit the task again and keep the machine group running until it ends.',
  },
  'executer-terminated-ttl-exceeded': {
    summary: 'The machine group reached its time limit while the task was on it.',
    nextStep: 'Submit the task again on a group with a longer time limit.',
  },
  'executer-terminated-credits-exhausted': {
    summary: 'The account ran out of credits, so its machines were ended.',
    nextStep: 'Add credits in the Inductiva console, then submit the task again.',
  },
  'executer-failed': {
    summary: 'Something outside the simulator went wrong on the machine, for example a full disk.',
    nextStep: 'Read the error detail. A larger disk or another machine type often helps.',
  },
  'ttl-exceeded': {
    summary: 'The task reached its own time limit and was stopped. What it wrote until then is in the outputs.',
    nextStep: 'Submit it again with a longer time limit, or continue from its last saved state.',
  },
  other: {
    summary: 'The service reports a status that this version of the app does not know.',
    nextStep: 'The name of the status is shown as the service sent it. A newer version of the app may explain it.',
  },
}

/** What a status means and what to do next, in sentences for people. */
export function explainStatus(code: StatusCode): StatusExplanation {
  return explanations[code]
}
