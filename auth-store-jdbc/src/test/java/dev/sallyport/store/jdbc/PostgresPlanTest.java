package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.sql.DataSource;

class PostgresPlanTest extends PlanContract {
    /** Their number of rows has a limit, at most 64. */
    private static final String[] SMALL = {"sallyport_change_counter", "sallyport_lock", "sallyport_signing_key"};

    private static final Pattern WHOLE_TABLE = Pattern.compile(
            "\"Node Type\": \"Seq Scan\"[^{]*?\"Relation Name\":" + " \"(?!" + String.join("|", SMALL) + ")(\\w+)\"");

    private static final Map<String, String> UNIQUE = Map.of(
            "sallyport_api_key_digest_key", "sallyport_api_key.digest",
            "sallyport_api_key_pkey", "sallyport_api_key.id",
            "sallyport_session_pkey", "sallyport_session.id",
            "sallyport_user_pkey", "sallyport_user.id");

    private static final Pattern STEP =
            Pattern.compile("\"Node Type\": \"([^\"]+)\"(?:[^{]*?\"Index Name\": \"(\\w+)\")?");

    /** Of a step, and of what it read and left out. */
    private static final Pattern ACTUAL_ROWS =
            Pattern.compile("\"(?:Actual Rows|Rows Removed by Filter|Rows Removed by Index Recheck)\": (\\d+)");

    @Override
    DataSource newDataSource() {
        return Postgres.newSchema();
    }

    @Override
    String series(int rows) {
        return "generate_series(1, " + rows + ") AS s (n)";
    }

    @Override
    String analyze() {
        return "ANALYZE";
    }

    @Override
    String explain() {
        return "EXPLAIN (FORMAT JSON) ";
    }

    @Override
    List<String> uniqueColumns(ResultSet plan) throws SQLException {
        plan.next();
        return STEP.matcher(plan.getString(1))
                .results()
                .map(step -> step.group(2) == null ? step.group(1) : step.group(2))
                .filter(step -> !step.equals("Nested Loop"))
                .map(step -> UNIQUE.getOrDefault(step, step))
                .toList();
    }

    @Override
    String analyzed() {
        return "EXPLAIN (ANALYZE, FORMAT JSON) ";
    }

    @Override
    long mostRows(ResultSet plan) throws SQLException {
        plan.next();
        return ACTUAL_ROWS
                .matcher(plan.getString(1))
                .results()
                .mapToLong(step -> Long.parseLong(step.group(1)))
                .max()
                .orElseThrow();
    }

    @Override
    void requireIndex(ResultSet plan, String sql) throws SQLException {
        plan.next();
        String json = plan.getString(1);
        assertThat(WHOLE_TABLE.matcher(json).results().map(MatchResult::group))
                .as(sql + "\n" + json)
                .isEmpty();
        if (json.contains("Scan\"")) {
            assertThat(json).as(sql).containsPattern("Index|" + String.join("|", SMALL));
        }
    }
}
