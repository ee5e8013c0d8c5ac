// What has to happen in the browser at once, without a round trip. Everything listens on the document, because the
// circuit replaces elements at will.
import { watchTheme } from "./theme.js";
import { watchMenus } from "./menus.js";
import { watchDialogs, openDialog, closeDialog, confirm } from "./dialogs.js";
import { watchKeys } from "./keys.js";
import { watchPalette } from "./palette.js";
import { watchConnection } from "./connection.js";
import { watchScroll } from "./scroll.js";
import { watchTables } from "./tables.js";
import { watchCharts } from "./charts.js";
import { watchPrinting } from "./printing.js";
import { fileDrop } from "./uploads.js";

watchTheme();
watchMenus();
watchDialogs();
watchKeys();
watchPalette();
watchTables();
watchScroll();
watchConnection();
watchCharts();
watchPrinting();

// Called by PortalScript.
window.portal = { openDialog, closeDialog, confirm, fileDrop };
