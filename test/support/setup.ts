// The CDK's built-in template validator costs seconds in every process; `npm run verify` runs it over all templates once.
process.env.CDK_VALIDATION = 'false';
