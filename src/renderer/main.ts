import './app/policy.ts';

// Fetched after, not beside: bundling may otherwise make the contract's schemas before the policy is set.
void import('./app/start.tsx');
