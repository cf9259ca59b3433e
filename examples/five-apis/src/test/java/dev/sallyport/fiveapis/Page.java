package dev.sallyport.fiveapis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a published page has to replay, in its order: commands of curl, requests as HTTP writes them, and the other JSON bodies,
 * which are answers.
 */
final class Page {
    private static final String METHOD = "(?:GET|POST|PUT|PATCH|DELETE)";
    private static final Pattern REQUEST = Pattern.compile("(" + METHOD + "(?:/" + METHOD + ")*) (/[^\\s,|]*)");
    private static final Pattern HEADER = Pattern.compile("\\n([A-Z][A-Za-z-]+): (Bearer \\S+?\\.{3}|[^\\n]*)");
    private static final Pattern MEMBER =
            Pattern.compile("\"([A-Za-z_]+)\"\\s*:\\s*(\"[^\"]*\"|-?[0-9.]+|true|false|null|\\[|\\{)");

    /**
     * @param path with what stands before it in a URL left out
     * @param cookies {@code -b}, sends those of the jar, {@code -c} keeps them; empty for neither
     */
    record Request(String method, String path, Map<String, String> headers, String body, String cookies) {}

    private final String text;
    private final List<Request> requests = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();

    private Page(String text) {
        this.text = text;
        int at = 0;
        while (at < text.length()) {
            at = read(at);
        }
    }

    /** The page whose name begins with the number. */
    static Page read(Path folder, int number) throws IOException {
        try (var files = Files.list(folder)) {
            Path file = files.filter(path -> path.getFileName().toString().startsWith(number + "-"))
                    .findFirst()
                    .orElseThrow();
            // The marks of Markdown stand inside an example.
            return new Page(Files.readString(file).replace("`**", "").replace("**`", ""));
        }
    }

    List<Request> requests() {
        return requests;
    }

    List<String> answers() {
        return answers;
    }

    /** How often the page says curl, however it writes it. */
    long curls() {
        return Pattern.compile("\\bcurl\\s").matcher(text).results().count();
    }

    /** Names and values of a JSON text, however it is written. */
    static Map<String, String> members(String json) {
        return MEMBER.matcher(json)
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2), (one, other) -> one));
    }

    private int read(int at) {
        Matcher request = REQUEST.matcher(text).region(at, text.length());
        if (text.startsWith("curl ", at)) {
            return curl(at);
        } else if (request.lookingAt() && (at == 0 || "\n |,".indexOf(text.charAt(at - 1)) >= 0)) {
            return request(request);
        } else if (isJson(at)) {
            int end = endOfJson(at);
            answers.add(text.substring(at, end));
            return end;
        }
        return at + 1;
    }

    private boolean isJson(int at) {
        return Pattern.compile("\\[?\\{\\s*\"")
                .matcher(text)
                .region(at, text.length())
                .lookingAt();
    }

    private int endOfJson(int at) {
        int depth = 0;
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            if (depth == 0) {
                return i + 1;
            }
        }
        throw new AssertionError("A JSON text that does not end: " + text.substring(at));
    }

    private int request(Matcher found) {
        int end = found.end();
        Map<String, String> headers = new LinkedHashMap<>();
        Matcher header = HEADER.matcher(text).region(end, text.length());
        while (header.lookingAt()) {
            headers.put(header.group(1), header.group(2));
            end = header.end();
            header.region(end, text.length());
        }
        String body = "";
        Matcher gap = Pattern.compile("\\n+(?=\\{)").matcher(text).region(end, text.length());
        if (!headers.isEmpty() && gap.lookingAt()) {
            int start = gap.end();
            end = endOfJson(start);
            body = text.substring(start, end);
        }
        for (String method : found.group(1).split("/", -1)) {
            requests.add(new Request(method, found.group(2), headers, body, ""));
        }
        return end;
    }

    private int curl(int at) {
        List<String> words = new ArrayList<>();
        int end = words(at, words);
        String method = "";
        String url = "";
        String body = "";
        String cookies = "";
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("-X")) {
                method = words.get(++i);
            } else if (word.startsWith("-X")) {
                method = word.substring(2);
            } else if (word.equals("-H")) {
                String[] header = words.get(++i).split(": ", 2);
                headers.put(header[0], header[1]);
            } else if (word.equals("-d")) {
                body = words.get(++i);
            } else if (word.equals("-b") || word.equals("-c")) {
                cookies = word;
                i++;
            } else if (word.startsWith("http")) {
                url = word;
            } else if (!word.equals("-v")) {
                throw new AssertionError("An option of curl that is not known here: " + word);
            }
        }
        String path = url.replaceFirst("https?://[^/]+", "");
        requests.add(new Request(method.isEmpty() ? "GET" : method, path, headers, body, cookies));
        return end;
    }

    /** The words of a command as a shell sees them. @return where the command ends */
    private int words(int at, List<String> words) {
        StringBuilder word = new StringBuilder();
        char quote = 0;
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
                word.append(quote == 0 ? "" : c);
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '\\' && text.startsWith("\n", i + 1)) {
                i++;
            } else if (c == ' ' || c == '\n') {
                if (word.length() > 0) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                if (c == '\n') {
                    return i;
                }
            } else {
                word.append(c);
            }
        }
        throw new AssertionError("A command that does not end: " + text.substring(at));
    }
}
