return function(key, siblings)
  local a, b = siblings[1], siblings[2]
  if #a.value >= #b.value then return a end
  return b
end
