export const GLOBAL_PREFIX = 'api';
export const TOOLS = 'tools';
export const REPORTS = { base: 'reports', yearly: 'yearly/:year' } as const;
