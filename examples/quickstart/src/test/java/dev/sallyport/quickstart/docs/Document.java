package dev.sallyport.quickstart.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Markdown file of this repository. */
record Document(Path file, List<String> lines) {
    private static final Pattern COMMENT = Pattern.compile("<!-- example: ([a-z]+) -->");

    /**
     * A fenced block.
     *
     * @param line of its first line in the file, from 1
     * @param example what the comment before it says, empty where there is none
     */
    record Block(Path file, int line, String language, String example, String text) {
        String where() {
            return file.getFileName() + ":" + line;
        }
    }

    /** @param path from the root of the repository */
    static Document of(String path) {
        Path file = root().resolve(path);
        try {
            return new Document(file, Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The nearest folder above this module that has the licence. */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("LICENSE"))) {
            folder = Objects.requireNonNull(folder.getParent(), "no LICENSE in any folder above");
        }
        return folder;
    }

    List<Block> blocks(String language) {
        List<Block> blocks = new ArrayList<>();
        String comment = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("```")) {
                int end = i + 1;
                while (!lines.get(end).equals("```")) {
                    end++;
                }
                if (line.substring(3).equals(language)) {
                    blocks.add(new Block(file, i + 2, language, comment, String.join("\n", lines.subList(i + 1, end))));
                }
                i = end;
                comment = "";
            } else if (!line.isBlank()) {
                Matcher matcher = COMMENT.matcher(line);
                comment = matcher.matches() ? matcher.group(1) : "";
            }
        }
        return blocks;
    }
}
