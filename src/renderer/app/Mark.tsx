/** The mark: two streams that become one. */
export function Mark({ size = 18 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 18 18" fill="none" aria-hidden="true">
      <path d="M2 4 C6 4.4 7.4 9 11 9 H16.4" stroke="var(--accent)" strokeWidth="1.9" strokeLinecap="round" />
      <path d="M2 14 C6 13.6 7.4 9 11 9" stroke="var(--accent)" strokeWidth="1.9" strokeLinecap="round" />
    </svg>
  );
}
