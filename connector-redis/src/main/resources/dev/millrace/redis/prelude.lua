-- Stands before every procedure.

-- Digits that one number of Lua holds exactly: 48 of its 53 bits.
local STEP = 12
-- No version is shorter: epoch, ordinal and revision have 24 digits by themselves.
local SHORTEST = 24

local function foreign()
  return redis.error_reply('KEY_FOREIGN the key holds what the connector did not write')
end

local function wrong_type()
  return redis.error_reply('WRONGTYPE the key holds what the connector did not write')
end

-- Nil where the given version is newer than the held one and is to be written; else what the procedure answers.
-- Texts are not compared: Redis does that by the locale of its process, and in some of them "aa" stands behind "f".
local function refusal(held, given)
  if #held < SHORTEST or not string.find(held, '^%x+$') then
    return foreign()
  end
  if #held ~= #given then
    return redis.error_reply('VERSION_WIDTH_DIFFERS the held version has another width')
  end
  for first = 1, #given, STEP do
    local theirs = tonumber(string.sub(held, first, first + STEP - 1), 16)
    local ours = tonumber(string.sub(given, first, first + STEP - 1), 16)
    if theirs > ours then
      return 0
    elseif theirs < ours then
      return nil
    end
  end
  return 0
end

-- The version in a JSON object of the connector; nil in any other text. The text's first 200 bytes are enough.
local function version_within(text)
  return string.match(text, '^{"_version":"(%x+)"[,}]')
end

-- What the procedure answers where the hash is not to be written; nil where it is.
local function refusal_of_hash(key, given)
  local held = redis.pcall('HGET', key, '_version')
  if type(held) == 'table' then
    return held
  end
  if held then
    return refusal(held, given)
  end
  return redis.call('EXISTS', key) == 1 and foreign() or nil
end

-- The same for a JSON object.
local function refusal_of_json(key, given)
  local start = redis.pcall('GETRANGE', key, 0, 199)
  if type(start) == 'table' then
    return start
  end
  local held = version_within(start)
  if held then
    return refusal(held, given)
  end
  return redis.call('EXISTS', key) == 1 and foreign() or nil
end

-- The same for a row whose version has a key of its own. That key holds the version, with a mark behind it where the row is
-- deleted. Of a row with its version inside, written with other settings, nobody knows whether this one is newer.
local function refusal_beside(row_key, version_key, given, row_type)
  local held = redis.pcall('GET', version_key)
  if type(held) == 'table' then
    return held
  end
  if held then
    local version = string.match(held, '^(%x+)$') or string.match(held, '^(%x+):deleted$')
    local answer = not version and foreign() or refusal(version, given)
    if answer then
      return answer
    end
  end
  local found = redis.call('TYPE', row_key).ok
  if found == 'none' then
    return nil
  end
  if found ~= row_type then
    return wrong_type()
  end
  if found == 'hash' then
    return redis.call('HEXISTS', row_key, '_version') == 1 and foreign() or nil
  end
  return version_within(redis.call('GETRANGE', row_key, 0, 199)) and foreign() or nil
end

-- Has a hash hold these fields, names and values in turn, and no others, and not expire. Its key is there all the time: where a
-- cluster moves the slot, a key that is away is looked for at the other node, and the procedure would end in the middle.
local function hold(key, fields)
  local former = redis.call('HKEYS', key)
  redis.call('HSET', key, unpack(fields))
  local kept, gone = {}, {}
  for i = 1, #fields, 2 do
    kept[fields[i]] = true
  end
  for _, name in ipairs(former) do
    if not kept[name] then
      gone[#gone + 1] = name
    end
  end
  if #gone > 0 then
    redis.call('HDEL', key, unpack(gone))
  end
  redis.call('PERSIST', key)
end

-- An expiry of its own leaves no trace of an earlier one.
local function set(key, text, milliseconds)
  if milliseconds == '' then
    redis.call('SET', key, text)
  else
    redis.call('SET', key, text, 'PX', milliseconds)
  end
end

-- Of a partition's progress: by whom it was written, when it was last raised, and marks of "time:position", the newest last. No mark
-- where it is none. Times are milliseconds since 1970.
local function parse_progress(text)
  local identity, raised, rest = string.match(text, '^(%S+) (%d+)(.*)$')
  local marks = {}
  for time, position in string.gmatch(rest or '', ' (%d+):(%d+)') do
    marks[#marks + 1] = { time = tonumber(time), position = position }
  end
  return identity, tonumber(raised), marks
end

local function progress_text(identity, raised, marks)
  local texts = { identity, string.format('%.0f', raised) }
  for _, mark in ipairs(marks) do
    texts[#texts + 1] = string.format('%.0f:%s', mark.time, mark.position)
  end
  return table.concat(texts, ' ')
end
