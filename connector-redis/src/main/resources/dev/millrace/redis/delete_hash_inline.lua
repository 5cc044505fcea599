-- KEYS[1]  the row
-- ARGV[1]  the version of its delete
-- ARGV[2]  milliseconds until it is forgotten, or empty for never
local answer = refusal_of_hash(KEYS[1], ARGV[1])
if answer then
  return answer
end
hold(KEYS[1], { '_version', ARGV[1], '_deleted', 'true' })
if ARGV[2] ~= '' then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return 1
