-- Takes one permit of every window, or of none when one of them has no room.
-- KEYS: the counter of each window. ARGV: in turn the step in nanoseconds and the permits of each.
-- Answers for how many nanoseconds each counter was not empty yet before this call.
--
-- A counter reads "at busy": for so many nanoseconds after that microsecond it is not empty.
-- Lua counts in doubles. Nanoseconds since 1970 do not fit into one; these two numbers do, to the last digit.
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local busy, step, overfull = {}, {}, {}
local room = true
for i = 1, #KEYS do
  step[i] = tonumber(ARGV[2 * i - 1])
  local capacity = step[i] * ARGV[2 * i]
  local kept = redis.pcall('GET', KEYS[i])
  local left = 0
  if type(kept) == 'table' then
    return kept
  end
  if kept then
    local at, was = string.match(kept, '^(%d+) (%d+)$')
    if not at or #kept > 40 then
      return redis.error_reply('NOCOUNTER the value is none of a counter')
    end
    left = math.max(0, was - (now - at) * 1000)
    -- The clock went back or the limit was cut. Kept even when refused, so that it is less full later.
    overfull[i] = left > capacity
    left = math.min(left, capacity)
  end
  busy[i] = left
  room = room and left + step[i] <= capacity
end
for i = 1, #KEYS do
  local left = room and busy[i] + step[i] or busy[i]
  if room or overfull[i] then
    local lifetime = math.ceil(left / 1000000)
    redis.call('SET', KEYS[i], string.format('%.0f %.0f', now, left), 'PX', lifetime)
  end
end
return busy
