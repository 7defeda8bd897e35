/** How long things may take before the controller thinks otherwise. All are choices of this library unless they name a source. */

/**
 * How long after an accepted call the world may still look as before. Terraform waits 30 seconds after a modification before it looks, and
 * 30 after a start [terraform-provider-aws, internal/service/dms].
 */
export const GRACE_SECONDS = 60;

/** How far the clocks of Lambda and DMS may be apart. */
export const SKEW_SECONDS = 20;

/** A task that was started less than this ago is not stopped: it may be about to show what it does. */
export const FRESH_SECONDS = 60;

/** A stop that was accepted has shown by now; a task that still runs has been started again by somebody. */
export const STOP_SHOWS_SECONDS = 600;

/** Shares of the deadline: when all tasks must have stopped, when the class may last be asked for, when connections are no more tested. */
export const STOPPED_BY = 0.35;
export const ASKED_BY = 0.5;
export const TESTED_BY = 0.8;

/** Connection tests are waited for so long; a start fails by itself if the connection is bad. */
export const TEST_SECONDS = 300;

/** How often DMS is asked for the same change of class within one attempt. */
export const MOST_ASKS = 3;

/** The instance is looked at every minute for so long after a change of class, though nothing is left to do: events may be lost. */
export const WATCH_SECONDS = 1800;
/**
 * It is looked at every hour for so long after a task was resumed at its boundary: whether the flag that stopped it there stops it again after
 * its resume is not documented, and the event of that may be lost.
 */
export const LOOK_SECONDS = 7 * 24 * 3600;
/** A task whose tables have all been loaded for so long, and that was to stop itself and has not, is taken to be past its boundary. */
export const BOUNDARY_SECONDS = 24 * 3600;
/** Alarms are looked at once more so long after the time in which they do not count. */
export const ALARM_SECONDS = 300;

/** A task that has run so long after its resume has taken it. */
export const STEADY_SECONDS = 300;

/** A request for a large instance that nobody makes use of is forgotten. */
export const REQUEST_SECONDS = 24 * 3600;

/** CloudFormation is given so long to get from the class to the end of the instance's update. It waits for a custom resource for an hour at most. */
export const DEPLOYMENT_SECONDS = 3600;

/** What has been told and is still so is told again after so long. */
export const REMIND_SECONDS = 7 * 24 * 3600;

/** What stands in the way is told when it has done so for this long. */
export const PATIENCE_SECONDS = 900;

/**
 * When a failed change of class is tried again: after a quarter of an hour, then ever later, at most every six hours. Each try has the tasks
 * pause, and each hour in which there is capacity again, and nobody tries, is paid for.
 */
export function retrySeconds(failures: number): number {
  return Math.min(6 * 3600, 900 * 4 ** Math.max(0, failures - 1));
}

/** When a resume that did not last is tried again: after a minute, then ever later, and every hour in the end. */
export function resumeSeconds(tries: number): number {
  return tries > 10 ? 3600 : Math.min(600, GRACE_SECONDS * 2 ** Math.max(0, tries - 1));
}
