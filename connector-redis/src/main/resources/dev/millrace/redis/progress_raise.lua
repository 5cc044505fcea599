-- KEYS[1]  the progress of a partition: a hash with a field for each id of its topic
-- ARGV[1]  the topic's id
-- ARGV[2]  the identity of all primaries now, without blanks
-- ARGV[3]  milliseconds that a failover may cost: older marks are not kept, but for one
-- ARGV[4]  the position that is expected, or empty for none
-- ARGV[5]  the position to be held
-- Answers { position that is held then or null, 1 where another identity wrote the progress and nothing was changed, else 0 }.

-- Positions are texts: numbers of Lua have no more than 53 bits.
local function below(left, right)
  return #left < #right or (#left == #right and left < right)
end

local held = redis.pcall('HGET', KEYS[1], ARGV[1])
if type(held) == 'table' then
  return held
end
local raised, marks = 0, {}
if held then
  local identity
  identity, raised, marks = parse_progress(held)
  if #marks == 0 then
    return foreign()
  end
  local position = marks[#marks].position
  if identity ~= ARGV[2] then
    return { position, 1 }
  end
  if below(position, ARGV[4]) or not below(position, ARGV[5]) then
    return { position, 0 }
  end
elseif ARGV[4] ~= '' then
  return { false, 0 }
end

local clock = redis.call('TIME')
-- A clock that was set back must not make marks look younger than those before them.
local now = math.max(raised, tonumber(clock[1]) * 1000 + math.floor(tonumber(clock[2]) / 1000))
local rewind = tonumber(ARGV[3])
-- The last mark stays only where it is a step away from the one before it.
if #marks > 1 and marks[#marks].time - marks[#marks - 1].time < rewind / 10 then
  table.remove(marks)
end
marks[#marks + 1] = { time = now, position = ARGV[5] }
while #marks > 1 and marks[2].time <= now - rewind do
  table.remove(marks, 1)
end
redis.call('HSET', KEYS[1], ARGV[1], progress_text(ARGV[2], now, marks))
return { ARGV[5], 0 }
