export { fields } from './canonical-fields.ts';
export { commit } from './commit.ts';
export { preview } from './preview.ts';
