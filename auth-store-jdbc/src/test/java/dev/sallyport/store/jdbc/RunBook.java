package dev.sallyport.store.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The SQL of the manual, {@code docs/operations.md}, as somebody reads it who has one database: a block that begins with a comment, and a
 * statement that ends with one, is for the databases that the comment names, all others are for each.
 */
final class RunBook {
    private final String database;

    /** @param database as the comments call it */
    RunBook(String database) {
        this.database = database;
    }

    /** The statements of all blocks of the manual and of the guide, in their order. */
    List<String> all() throws IOException {
        List<String> statements = new ArrayList<>(statementsIn(text("operations.md")));
        statements.addAll(statementsIn(text("guide.md")));
        return statements;
    }

    /** Those of the manual below the heading. */
    List<String> section(String heading) throws IOException {
        return Arrays.stream(text("operations.md").split("\n## "))
                .filter(section -> section.startsWith(heading + "\n"))
                .map(this::statementsIn)
                .findFirst()
                .orElseThrow();
    }

    private static String text(String document) throws IOException {
        return Files.readString(Path.of("..", "docs", document));
    }

    private List<String> statementsIn(String text) {
        List<String> statements = new ArrayList<>();
        String[] blocks = text.split("\n *```sql\n");
        for (String block : Arrays.asList(blocks).subList(1, blocks.length)) {
            String sql = block.substring(0, block.indexOf("```")).strip();
            boolean isForAll = !sql.startsWith("--") || isForThis(sql.substring(0, sql.indexOf('\n')));
            if (isForAll) {
                addStatements(sql, statements);
            }
        }
        return statements;
    }

    private void addStatements(String block, List<String> statements) {
        StringBuilder statement = new StringBuilder();
        for (String line : block.lines().filter(each -> !each.startsWith("--")).toList()) {
            int end = line.indexOf(';');
            statement.append(end < 0 ? line : line.substring(0, end)).append('\n');
            if (end >= 0) {
                String comment = line.substring(end + 1).strip();
                if (comment.isEmpty() || isForThis(comment)) {
                    statements.add(statement.toString().strip());
                }
                statement.setLength(0);
            }
        }
    }

    private boolean isForThis(String comment) {
        return Arrays.asList(comment.replace("--", "").strip().split(", ")).contains(database);
    }
}
