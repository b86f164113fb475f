print("menshen-pack")
