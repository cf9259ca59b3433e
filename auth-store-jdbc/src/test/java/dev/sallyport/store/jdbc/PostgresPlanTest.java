package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.sql.DataSource;

class PostgresPlanTest extends PlanContract {
    private static final Pattern WHOLE_TABLE = Pattern.compile("\"Node Type\": \"Seq Scan\"[^{]*?\"Relation Name\":"
            + " \"(?!sallyport_change_counter|sallyport_lock)(\\w+)\"");

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
    void requireIndex(ResultSet plan, String sql) throws SQLException {
        plan.next();
        String json = plan.getString(1);
        assertThat(WHOLE_TABLE.matcher(json).results().map(MatchResult::group))
                .as(sql + "\n" + json)
                .isEmpty();
        assertThat(json).as(sql).containsAnyOf("Index", "sallyport_change_counter", "sallyport_lock");
    }
}
