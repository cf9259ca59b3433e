package dev.sallyport.store.jdbc;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** The files of one database, as an operator runs them by hand. */
final class Migrations {
    private final List<Path> files;

    /** @param folder as {@code sallyport-schema/h2} */
    Migrations(String folder) {
        try (Stream<Path> all = Files.list(Path.of(uri(folder)))) {
            this.files = all.sorted(Comparator.comparing(Migrations::number)).toList();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("Cannot read " + folder, e);
        }
    }

    private static URI uri(String folder) throws URISyntaxException {
        return Objects.requireNonNull(JdbcSchema.class.getResource("/" + folder), folder)
                .toURI();
    }

    private static int number(Path file) {
        return Integer.parseInt(file.getFileName().toString().replaceFirst("V(\\d+)__.*\\.sql", "$1"));
    }

    List<Integer> versions() {
        return files.stream().map(Migrations::number).toList();
    }

    /** The statements of a version; none for a number that was left out. */
    List<String> statements(int version) throws IOException {
        for (Path file : files) {
            if (number(file) == version) {
                String text = Files.readString(file).replaceAll("(?m)^--.*\\n", "");
                return List.of(text.strip().split(";\\s*"));
            }
        }
        return List.of();
    }

    void run(DataSource dataSource, int first, int last) throws IOException, SQLException {
        run(dataSource, first, last, TablePrefix.WRITTEN);
    }

    void run(DataSource dataSource, int first, int last, String prefix) throws IOException, SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (int version = first; version <= last; version++) {
                for (String sql : statements(version)) {
                    statement.execute(sql.replace("sallyport_", prefix));
                }
            }
        }
    }
}
