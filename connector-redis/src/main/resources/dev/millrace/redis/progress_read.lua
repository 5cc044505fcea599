-- KEYS[1]  the progress of a partition: a hash with a field for each id of its topic
-- ARGV[1]  the topic's id
-- ARGV[2]  the identity of all primaries now, without blanks
-- ARGV[3]  milliseconds that a failover may have cost
-- Answers { position or null, 1 where it was lowered, else 0 }. Where another identity wrote the progress, it is lowered to the
-- newest mark that was made so long before it was last raised, and dropped where there is none. When that was stays, so that a
-- second failover does not lower it again.
local held = redis.pcall('HGET', KEYS[1], ARGV[1])
if type(held) == 'table' then
  return held
end
if not held then
  return { false, 0 }
end
local identity, raised, marks = parse_progress(held)
if #marks == 0 then
  return foreign()
end
if identity == ARGV[2] then
  return { marks[#marks].position, 0 }
end
while #marks > 0 and marks[#marks].time > raised - tonumber(ARGV[3]) do
  table.remove(marks)
end
if #marks == 0 then
  redis.call('HDEL', KEYS[1], ARGV[1])
  return { false, 1 }
end
redis.call('HSET', KEYS[1], ARGV[1], progress_text(ARGV[2], raised, marks))
return { marks[#marks].position, 1 }
