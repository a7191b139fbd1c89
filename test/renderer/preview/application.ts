import '../../../src/renderer/main.tsx';
