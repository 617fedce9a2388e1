import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Prints the line coverage of JaCoCo's CSV report as one line. Run by the build, straight from its source. */
public class PrintCoverage {

    public static void main(String[] args) throws IOException {
        Path report = Path.of(args[0]);
        if (!Files.exists(report)) {
            System.out.println("Line coverage: not measured, as no test ran");
            return;
        }
        List<String> rows = Files.readAllLines(report);
        List<String> columns = List.of(rows.get(0).split(","));
        int missedColumn = columns.indexOf("LINE_MISSED");
        int coveredColumn = columns.indexOf("LINE_COVERED");
        long missed = 0;
        long covered = 0;
        for (String row : rows.subList(1, rows.size())) {
            String[] cells = row.split(",");
            missed += Long.parseLong(cells[missedColumn]);
            covered += Long.parseLong(cells[coveredColumn]);
        }
        long lines = missed + covered;
        double percent = lines == 0 ? 0 : 100.0 * covered / lines;
        System.out.println(
                String.format(Locale.ROOT, "Line coverage: %.1f %% (%d of %d lines)", percent, covered, lines));
    }
}
