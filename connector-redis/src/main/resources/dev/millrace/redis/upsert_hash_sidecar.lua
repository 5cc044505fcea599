-- KEYS[1]  the row
-- KEYS[2]  its version
-- ARGV[1]  the version
-- ARGV[2]  milliseconds until the row expires, or empty for never
-- ARGV[3…] names and values of its fields
local answer = refusal_beside(KEYS[1], KEYS[2], ARGV[1], 'hash')
if answer then
  return answer
end
hold(KEYS[1], { unpack(ARGV, 3) })
if ARGV[2] ~= '' then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
set(KEYS[2], ARGV[1], '')
return 1
