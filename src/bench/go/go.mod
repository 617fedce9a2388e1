module fill

go 1.24
