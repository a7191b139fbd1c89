import { defineConfig } from 'drizzle-kit';

export default defineConfig({ dialect: 'sqlite', schema: './src/engine/*/tables.ts', out: './resources/migrations' });
