-- A session of Neovim with the language server. Arguments by environment: SITEGEN (the program), SITE (the site's folder).
-- Every step is told by its outcome, the text or the list that an editor shows.
local site, program = vim.env.SITE, vim.env.SITEGEN
local path = site .. "/content/articles/new.md"

local function fail(what)
  io.stderr:write(what .. "\n")
  vim.cmd("cquit!")
end

local function wait(what, condition)
  if not vim.wait(60000, condition, 20) then fail("waited in vain: " .. what) end
end

vim.o.hidden = true
vim.cmd("edit " .. path)
vim.bo.fileformat = "unix"
local buffer = vim.api.nvim_get_current_buf()
local client_id = vim.lsp.start_client({ name = "sitegen", cmd = { program, "lsp", "--as-of", "2026-06-01", "--lang", "zh-CN" }, root_dir = site })
if not client_id then fail("the server did not start") end
vim.lsp.buf_attach_client(buffer, client_id)
wait("initialize", function() return vim.lsp.get_client_by_id(client_id).initialized end)

local function codes()
  local found = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do found[diagnostic.code or diagnostic.user_data.lsp.code] = diagnostic end
  return found
end

local function request(method, params)
  local answers = vim.lsp.buf_request_sync(buffer, method, params, 60000)
  local answer = answers and answers[client_id]
  if not answer or answer.err then fail(method .. ": " .. vim.inspect(answer)) end
  return answer.result
end

local function position(line, text)
  local before = vim.api.nvim_buf_get_lines(buffer, line, line + 1, false)[1]
  local _, stop = before:find(text, 1, true)
  return { textDocument = { uri = vim.uri_from_bufnr(buffer) }, position = { line = line, character = vim.str_utfindex(before, stop) } }
end

-- Completes behind a text of a line with the first answer.
local function complete(line, text)
  local list = request("textDocument/completion", position(line, text))
  local item = list.items[1]
  if not item then fail("nothing completes " .. text) end
  vim.lsp.util.apply_text_edits({ item.textEdit }, buffer, "utf-16")
end

local function line(number) return vim.api.nvim_buf_get_lines(buffer, number, number + 1, false)[1] end

-- An article is written: what is typed, and what the editor makes of it.
vim.api.nvim_buf_set_lines(buffer, 0, -1, false, {
  "---", "title: 青禾贷逾期以后先做什么", "date: ", "lender: qing", "topics: [逾]", "---", "",
  "第一步看[这一篇](甲)，再看[第一步](a.md#on)。", "", "依照《民", "", "客服电话是{lender.ho", "",
})
wait("the first findings", function() return next(codes()) ~= nil end)
complete(2, "date: ")
complete(3, "qing")
complete(4, "逾")
complete(7, "](甲")
complete(9, "《民")
complete(11, "{lender.ho")
for number, expected in pairs({
  [2] = "date: 2026-06-01", [3] = "lender: qinghe", [4] = "topics: [逾期]", [7] = "第一步看[这一篇](a.md)，再看[第一步](a.md#on)。",
  [9] = "依照《民法典》", [11] = "客服电话是{lender.hotline}",
}) do
  if line(number) ~= expected then fail("line " .. number .. ": " .. line(number)) end
end

-- The wrong anchor is shown at its place, and its remedy corrects it.
wait("the wrong anchor", function() return codes()["SG205"] ~= nil end)
local wrong = codes()["SG205"]
if wrong.lnum ~= 7 then fail("SG205 is in line " .. wrong.lnum) end
local range = vim.lsp.util.make_range_params(0, "utf-16").range
range.start, range["end"] = { line = 7, character = 0 }, { line = 7, character = 60 }
local actions = request("textDocument/codeAction", { textDocument = { uri = vim.uri_from_bufnr(buffer) }, range = range, context = { diagnostics = {} } })
for _, action in ipairs(actions) do
  if action.kind == "quickfix" then vim.lsp.util.apply_workspace_edit(action.edit, "utf-16") end
end
wait("the remedy", function() return codes()["SG205"] == nil end)
if not line(7):find("a.md#one", 1, true) then fail(line(7)) end

-- What a name means, and where it is defined.
local hover = request("textDocument/hover", position(3, "lender: q"))
if not hover.contents.value:find("青禾贷", 1, true) then fail(vim.inspect(hover)) end
local definition = request("textDocument/definition", position(3, "lender: q"))
if not definition.uri:find("content/lenders.yaml", 1, true) then fail(vim.inspect(definition)) end

-- A heading gets another identifier: in its file, which is not open, and in every link to it.
local renaming = position(7, "a.md#o")
renaming.newName = "first-step"
vim.lsp.util.apply_workspace_edit(request("textDocument/rename", renaming), "utf-16")
if not line(7):find("a.md#first-step", 1, true) then fail(line(7)) end

for _, changed in ipairs(vim.api.nvim_list_bufs()) do
  if vim.api.nvim_buf_get_option(changed, "modified") then
    vim.api.nvim_buf_call(changed, function() vim.cmd("write") end)
  end
end
for code, diagnostic in pairs(codes()) do
  if diagnostic.severity == vim.diagnostic.severity.ERROR then fail(code .. ": " .. diagnostic.message) end
end
vim.lsp.stop_client(client_id)
wait("the end of the server", function() return vim.lsp.get_client_by_id(client_id) == nil end)
vim.cmd("quitall!")
