package dev.sallyport.console;

import java.util.List;

/** Writes the document. Every text from settings is escaped here. For one thread. */
final class PageHtml {
    private final StringBuilder head = new StringBuilder();
    private final String title;
    private String open = "<html lang=\"en\" dir=\"ltr\">";
    private String data = "{}";

    private PageHtml(String title) {
        this.title = title;
    }

    static PageHtml of(String title) {
        return new PageHtml(title);
    }

    PageHtml in(String language, boolean rightToLeft) {
        open = "<html lang=\"" + escaped(language) + "\" dir=\"" + (rightToLeft ? "rtl" : "ltr") + "\">";
        return this;
    }

    PageHtml style(String path) {
        head.append("<link rel=\"stylesheet\" href=\"").append(path).append("\">\n");
        return this;
    }

    /** Stands before the first module, as browsers ask. */
    PageHtml importMap(String json) {
        head.append("<script type=\"importmap\">").append(json).append("</script>\n");
        return this;
    }

    /** Lets the browser load all modules at once instead of one after the other. */
    PageHtml preload(String base, List<String> names) {
        names.forEach(name -> head.append("<link rel=\"modulepreload\" href=\"")
                .append(base)
                .append(name)
                .append("\">\n"));
        return this;
    }

    PageHtml script(String path) {
        head.append("<script type=\"module\" src=\"").append(path).append("\"></script>\n");
        return this;
    }

    /** A block of data, which no browser runs; no text in it can end it. */
    PageHtml data(String json) {
        data = json.replace("<", "\\u003c");
        return this;
    }

    String text(String noScript) {
        return "<!doctype html>\n" + open + "\n<head>\n<meta charset=\"utf-8\">\n<title>" + escaped(title)
                + "</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta name=\"color-scheme\" content=\"light dark\">\n"
                + "<link rel=\"icon\" href=\"data:,\">\n" + head
                + "</head>\n<body>\n<sp-app></sp-app>\n<noscript><p>" + escaped(noScript) + "</p></noscript>\n"
                + "<script type=\"application/json\" id=\"settings\">" + data + "</script>\n</body>\n</html>\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
