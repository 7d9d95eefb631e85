-- What is no finite number is null among latest values, and no point: rows of before 0005 may have been others.
UPDATE "run_metrics" SET value = NULL WHERE value IN ('NaN', 'Infinity', '-Infinity');
DELETE FROM "metric_points" WHERE value IN ('NaN', 'Infinity', '-Infinity');
