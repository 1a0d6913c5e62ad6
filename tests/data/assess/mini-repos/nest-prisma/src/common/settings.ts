const { LOG_LEVEL, MAIL_FROM: from = 'garden@example.org' } = process.env;

export const settings = {
  level: LOG_LEVEL,
  from,
  // old: process.env.SMTP_HOST
  redis: process.env['REDIS_URL'],
};
