-- For wrk: each request is the next registration of the file that CROWD names, made by crowd.py.
local waiting = io.lines(os.getenv("CROWD"))

function request()
  local path, from, body = waiting():match("^(%S+) (%S+) (%S+)$")
  local headers = {
    ["Content-Type"] = "application/x-www-form-urlencoded",
    ["Cookie"] = "csrftoken=" .. os.getenv("CROWD_SECRET"),
    ["X-Forwarded-For"] = from,
  }
  return wrk.format("POST", path, headers, body)
end
