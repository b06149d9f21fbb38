"""What words of labels and headings say, wherever they stand: fields, money, totals, points, titles, other times."""
