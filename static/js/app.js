// Small modules bound to data-* attributes. Everything works without them, only less comfortably.
import "./theme.js";
import "./menu.js";
import "./dialog.js";
import "./confirm.js";
import "./once.js";
import "./copy.js";
import "./draft.js";
import "./focus.js";
import "./keys.js";
import "./tabs.js";
