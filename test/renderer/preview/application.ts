import '../../../src/renderer/app/policy.ts';

await import('./fake-engine.ts');
await import('../../../src/renderer/main.ts');
