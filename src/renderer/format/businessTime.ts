/** Hours of one working day, where the programme doesn't say otherwise. */
export const WORKING_DAY_HOURS = 8;

/**
 * A length of business time in days and hours: “2 h”, “1 d 3 h”, “35 min”.
 *
 * @param hours         business hours, not negative
 * @param hoursPerDay   business hours of a working day
 */
export function businessLength(hours: number, hoursPerDay = WORKING_DAY_HOURS): string {
  if (hours > 0 && hours < 1) return `${Math.max(1, Math.round(hours * 60))} min`;
  const whole = Math.floor(hours + 1e-9);
  const days = Math.floor(whole / hoursPerDay);
  const rest = Math.floor(whole - days * hoursPerDay);
  if (days === 0) return `${whole} h`;
  // Far away, the hours say nothing.
  return rest === 0 || days >= 5 ? `${days} d` : `${days} d ${rest} h`;
}

/** “2 h left”, “1 d overdue”. */
export function businessLeft(leftHours: number, hoursPerDay = WORKING_DAY_HOURS): string {
  return leftHours < 0
    ? `${businessLength(-leftHours, hoursPerDay)} overdue`
    : leftHours === 0
      ? 'due now'
      : `${businessLength(leftHours, hoursPerDay)} left`;
}

/** “2 h left of 2 business days”, “1 d over the 2 business days”. */
export function businessLeftOf(leftHours: number, promise: string, hoursPerDay = WORKING_DAY_HOURS): string {
  return leftHours < 0
    ? `${businessLength(-leftHours, hoursPerDay)} over the ${promise}`
    : `${businessLeft(leftHours, hoursPerDay)} of ${promise}`;
}
