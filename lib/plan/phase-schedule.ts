/** Description of the rule that calls the phase controller; who sets its pace has to say it again. */
export const SCHEDULE_DESCRIPTION = 'Calls the phase controller while there is something to do; it sets the pace itself';
